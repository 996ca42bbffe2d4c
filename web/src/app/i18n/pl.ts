export default {
  skip: 'Przejdź do treści',
  rail: { name: 'Menu główne', inbox: 'Skrzynka', search: 'Szukaj', settings: 'Ustawienia', theme: 'Zmień motyw', me: 'Ja', unread: '{n} nieprzeczytane zgłoszenie | {n} nieprzeczytane zgłoszenia | {n} nieprzeczytanych zgłoszeń' },
  bar: { name: 'Stan i skróty klawiszowe' },
  action: {
    close: 'Zamknij', cancel: 'Anuluj', save: 'Zapisz', retry: 'Spróbuj ponownie', dismiss: 'Odrzuć', remove: 'Usuń', add: 'Dodaj', copy: 'Kopiuj', copied: 'Skopiowano',
    back: 'Wstecz', more: 'Pokaż więcej', download: 'Pobierz', undo: 'Cofnij', edit: 'Edytuj', done: 'Gotowe',
  },
  time: { today: 'Dzisiaj', yesterday: 'Wczoraj, {date}', now: 'teraz' },
  loading: 'Wczytywanie',
  optional: 'opcjonalnie',
  error: { title: 'Nie udało się wczytać', unknown: 'Na serwerze coś poszło nie tak. Spróbuj ponownie za chwilę.' },
  problem: {
    network: 'Brak połączenia z serwerem. Sprawdź sieć i spróbuj ponownie.',
    access_unauthenticated: 'Sesja wygasła. Zaloguj się ponownie.',
    access_forbidden: 'Twoja rola na to nie pozwala.',
    conversation_not_found: 'Nie ma takiego zgłoszenia albo jest w skrzynce, której nie widzisz.',
    conversation_conflict: 'Ktoś zmienił to przed chwilą. Widzisz teraz najnowszy stan.',
    message_already_sent: 'Wiadomość już wyszła; nie można jej cofnąć.',
  },
  missing: { title: 'Nie ma takiej strony', text: 'Adres może być błędny albo strona została przeniesiona.', way: 'Przejdź do skrzynki' },
  forbidden: { title: 'Twoja rola nie otwiera tej strony', text: 'Administrator może zmienić twoje uprawnienia.', way: 'Przejdź do skrzynki' },
}
