export default {
  title: 'Powiadomienia', short: 'Nowe', open: 'Powiadomienia', onlyUnread: 'Tylko nieprzeczytane', readAll: 'Wszystkie przeczytane', readAllLong: 'Oznacz wszystkie powiadomienia jako przeczytane', read: 'Oznacz jako przeczytane', markUnread: 'Oznacz jako nieprzeczytane', isUnread: 'Nieprzeczytane.',
  unread: '{n} nieprzeczytane zgłoszenie | {n} nieprzeczytane zgłoszenia | {n} nieprzeczytanych zgłoszeń', more: 'jeszcze {n} | jeszcze {n} | jeszcze {n}', done: '{n} powiadomienie oznaczono jako przeczytane | {n} powiadomienia oznaczono jako przeczytane | {n} powiadomień oznaczono jako przeczytane',
  failed: 'Nie udało się wczytać powiadomień', none: 'Na razie nic', noneMore: 'Tu pojawi się to, co cię dotyczy: co Ci przydzielono i co napisano w twoich oraz obserwowanych zgłoszeniach.', allRead: 'Wszystko przeczytane',
  kind: { mention: 'Wzmianka o tobie', assigned: 'Przydzielone tobie', failed: 'Nie dostarczono', reopened: 'Znowu otwarte', answered: 'Odpowiedź w wątku pobocznym', review: 'Szkic do przejrzenia', message: 'Nowa wiadomość', reply: 'Odpowiedź do klienta', note: 'Nowa notatka', woken: 'Wróciło po odłożeniu' },
  prefs: {
    failed: 'Nie udało się wczytać ustawień powiadomień', what: 'Co', off: 'Tutaj', desktop: 'Na pulpicie', sound: 'Dźwiękiem',
    mail: 'Pocztą', mailMore: 'Poczta idzie na {address}: to, co przez jakiś czas zostaje nieprzeczytane, w jednej wiadomości.', mailAfter: 'Poczta, gdy nieprzeczytane przez', setUp: 'Skonfiguruj skrzynkę',
    missing: { sender: 'Poczta jeszcze nie przychodzi: żadna skrzynka nie może wysyłać.', address: 'Poczta jeszcze nie przychodzi: administrator instalacji musi ustawić jej adres, CENTRALA_PUBLIC_URL, żeby linki prowadziły tutaj.' },
    digest: 'Podsumowanie pocztą', every: { never: 'Nigdy', daily: 'Codziennie', weekly: 'Co tydzień' }, digestDay: 'Dzień', digestHour: 'O godzinie', digestMore: 'Nieprzeczytane, przydzielone tobie i otwarte oraz liczby, jeśli masz do nich dostęp. Nie przychodzi, gdy nie ma o czym pisać. Strefa czasowa: {zone}',
    ask: 'Zezwól na pulpicie', askMore: 'Przeglądarka zapyta o zgodę. Pojawiają się tylko, gdy nie widać Centrali.', denied: 'Ta przeglądarka nie pokazuje powiadomień Centrali. Zezwól na nie w ustawieniach witryny.',
    unassigned: 'Nowa poczta bez przydziału, na pulpicie', soundMine: 'Dźwięk tylko dla zgłoszeń przydzielonych tobie', volume: 'Głośność', listen: 'Posłuchaj',
    quiet: 'Godziny ciszy', quietMore: 'Nic na pulpicie, bez dźwięku i bez poczty; później znajdziesz to tutaj, a nieprzeczytane przyjdzie w jednej wiadomości. Strefa czasowa: {zone}', from: 'Od', until: 'Do', days: 'Cisza przez cały dzień', zone: 'Użyj: {zone}',
  },
}
