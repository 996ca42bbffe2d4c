export default {
  title: 'Szablony', one: 'Szablon', insert: 'Wstaw szablon', tool: 'Szablon',
  none: 'Żaden szablon nie pasuje. Dodaj go w ustawieniach.', chosen: 'Szablon {title}', filesFailed: 'Nie udało się dołączyć plików szablonu {title}. Spróbuj ponownie.',
  add: 'Dodaj szablon', new: 'Nowy szablon', empty: 'Nie ma jeszcze szablonów', emptyText: 'Napisz odpowiedź raz. Pisząc do klienta, wpisz / i skrót, aby ją wstawić.',
  text: 'Wpisz / w odpowiedzi, aby wstawić szablon. Zmienne zostaną wtedy wypełnione.', search: 'Znajdź szablon', nothing: 'Żaden szablon nie zawiera tych słów.',
  name: 'Tytuł', shortcut: 'Skrót', shortcutHint: 'Wpisywany po /, na przykład /zwrot.', language: 'Język', anyLanguage: 'Dowolny język', body: 'Treść', variables: 'Wypełniane automatycznie: {names}',
  scope: { label: 'Dla', everyone: 'Wszystkich', team: 'Zespołu', personal: 'Tylko dla mnie' }, team: 'Zespół', changedAt: 'Zmieniony',
  files: 'Pliki', addFile: 'Dodaj pliki', removeFile: 'Usuń {name}', filesLater: 'Pliki można dodać po zapisaniu szablonu.', tooMuch: 'Pliki mają razem ponad 10 MB.',
  create: 'Dodaj szablon', made: 'Szablon dodany', saved: 'Szablon zapisany', deleted: 'Szablon usunięty', deleteTitle: 'Usunąć {title}?', deleteText: 'Wysłane wiadomości pozostaną bez zmian.', deleteGo: 'Usuń szablon',
  someoneElse: 'Ktoś zmienił ten szablon, odkąd go otwarto. Otwórz go ponownie, aby zobaczyć zmiany, lub zapisz jeszcze raz, aby je zastąpić.', readOnly: 'Szablony zespołów i wspólne zmienia ten, kto ma prawo nimi zarządzać.',
  hint: 'Słowo po / wyszukuje szablon',
}
