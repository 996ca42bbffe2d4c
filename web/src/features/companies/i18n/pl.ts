export default {
  name: 'Firma',
  failed: 'Nie udało się wczytać firmy',
  field: { name: 'Nazwa' },
  editName: 'Zmień nazwę',
  list: {
    title: 'Firmy', find: 'Szukaj po nazwie, domenie lub notatkach', next: 'Następna firma', previous: 'Poprzednia firma', since: 'Dodano', more: '+{n} | +{n} | +{n}', export: 'Eksport do CSV',
    failed: 'Nie udało się wczytać firm', none: 'Nie znaleziono firmy dla „{words}”', noneText: 'Wpisz mniej liter albo domenę.', all: 'Pokaż wszystkie', empty: 'Nie ma jeszcze firm', emptyText: 'Podaj domenę firmy, a każdy, kto z niej pisze, sam będzie do niej należeć.',
  },
  new: { title: 'Nowa firma', make: 'Dodaj firmę' },
  domains: { example: 'firma.example', title: 'Domeny', text: 'Kto pisze z jednej z nich, należy do firmy. Kilka domen oddziel spacjami.', none: 'Bez domeny: osoby wybiera się pojedynczo.', add: 'Dodaj domenę', hint: 'domena', remove: 'Usuń {domain}', removed: 'Usunięto {domain}. Osoby z niej opuszczają firmę.' },
  notes: { title: 'Notatki', empty: 'Co inni powinni wiedzieć o tej firmie.' },
  people: { title: 'Osoby', failed: 'Nie udało się wczytać osób', none: 'Jeszcze nikt. Dodaj domenę albo wybierz firmę przy kliencie.' },
  conversations: {
    title: 'Zgłoszenia tej firmy', open: 'Otwarte', all: 'Wszystkie', failed: 'Nie udało się wczytać zgłoszeń', none: 'Nie ma jeszcze zgłoszeń', noneOpen: 'Nic otwartego', noneText: 'Albo tylko w skrzynkach, których nie widzisz.',
    subject: 'Temat', who: 'Klient', status: 'Status', last: 'Ostatnia aktywność',
  },
  of: {
    none: 'Bez firmy', nowhere: 'Nie należy do żadnej firmy: tak wybrano ręcznie.', byHand: 'wybrano ręcznie', byAddress: 'Według adresu', choose: 'Firma tego klienta', done: 'Należy teraz do: {name}.', gone: 'Nie należy teraz do żadnej firmy.', others: 'Inni z tej firmy piszą',
  },
  remove: { title: 'Usuń firmę', sure: 'Usunąć firmę {name}?', text: 'Jej domeny będą wolne, a osoby nie będą należeć do żadnej firmy. Klienci i zgłoszenia zostają. Tego nie można cofnąć.', done: 'Usunięto: {name}.' },
}
