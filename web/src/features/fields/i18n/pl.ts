export default {
  ofCustomer: 'O kliencie', ofCompany: 'O firmie', title: 'Szczegóły', nothing: 'Nic nie wybrano', needed: 'potrzebne do rozwiązania', find: 'Znajdź wybór', open: 'Otwórz link: {name}', reason: 'Powód kontaktu', noReason: 'Bez powodu kontaktu', findReason: 'Znajdź powód kontaktu',
  complexity: 'Złożoność', noComplexity: 'Bez złożoności', levels: { simple: 'Proste', normal: 'Zwykłe', hard: 'Trudne' },
  action: { reason: 'Wybierz powód kontaktu', complexity: 'Ustaw złożoność', fill: 'Uzupełnij szczegóły' },
  incomplete: 'Uzupełnij przed rozwiązaniem: {names}', changed: '{name}: zmieniono',
  event: { reason: 'powód kontaktu: {name}', noReason: 'usunięty powód kontaktu', complexity: 'złożoność: {name}', noComplexity: 'usunięta złożoność', field: 'zmiana pola {name}' },
  settings: {
    text: 'O co pytasz w zgłoszeniach lub u klientów poza tym, co jest zawsze. Nic nie ginie: zarchiwizowane pole zachowuje wartości i można je przywrócić.',
    empty: 'Nie ma jeszcze pól', add: 'Dodaj pole', new: 'Nowe pole', create: 'Dodaj pole', made: 'Pole dodane', saved: 'Pole zapisane', archived: 'Zarchiwizowano: {name}', restored: 'Znów pytamy o: {name}', archive: 'Archiwizuj', restore: 'Przywróć',
    name: 'Nazwa', nameHint: 'Nazwę można zmienić w każdej chwili. Programy i wyszukiwanie używają klucza {key}.', subject: 'Dotyczy', subjects: { conversation: 'Zgłoszeń', customer: 'Klientów', company: 'Firm' },
    type: 'Rodzaj', types: { text: 'Tekst', number: 'Liczba', date: 'Data', choice: 'Wybór', checkbox: 'Pole wyboru', link: 'Link' },
    brand: 'Marka', allBrands: 'Wszystkie marki', required: 'Potrzebne do rozwiązania', requiredHint: 'Zgłoszenie można rozwiązać dopiero po uzupełnieniu pola, jeśli jest ono pokazane.', yes: 'tak',
    condition: 'Kiedy pytać', always: 'Zawsze', whenReason: 'Przy wybranych powodach kontaktu', whenField: 'Gdy pasuje „{name}”', values: 'Z jedną z wartości', state: 'Stan', asked: 'Pytamy', isArchived: 'Zarchiwizowane', up: 'Przesuń {name} w górę', down: 'Przesuń {name} w dół',
    choices: 'Wybory', someoneElse: 'Ktoś to zmienił, odkąd masz otwarte. Otwórz ponownie, aby zobaczyć zmiany, albo zapisz jeszcze raz, aby je zastąpić.', noChoice: 'Dodaj co najmniej jeden wybór.',
  },
  tree: {
    hint: 'Enter dodaje wiersz. Alt ze strzałkami przesuwa wiersz w górę, w dół, do środka i na zewnątrz. Tego, co jest używane, nie usuwa się, tylko archiwizuje.', add: 'Dodaj wiersz', name: 'Wiersz {n}', up: 'W górę', down: 'W dół', in: 'Do środka', out: 'Na zewnątrz', archive: 'Archiwizuj', restore: 'Przywróć', remove: 'Usuń', archived: 'zarchiwizowane',
  },
  reasons: {
    text: 'Dlaczego klienci piszą, od ogółu do szczegółu. Agenci wybierają powód klawiszem Y.', required: 'Potrzebny do rozwiązania', requiredHint: 'Zgłoszenie tej marki można rozwiązać tylko z powodem kontaktu.', saved: 'Powody kontaktu zapisane', list: 'Powody kontaktu', count: '{n} powód | {n} powody | {n} powodów',
  },
}
