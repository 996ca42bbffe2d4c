export default {
  title: 'Powiadomienia', short: 'Nowe', open: 'Powiadomienia', onlyUnread: 'Tylko nieprzeczytane', readAll: 'Wszystkie przeczytane', readAllLong: 'Oznacz wszystkie powiadomienia jako przeczytane', read: 'Oznacz jako przeczytane', markUnread: 'Oznacz jako nieprzeczytane', isUnread: 'Nieprzeczytane.',
  unread: '{n} nieprzeczytane zgłoszenie | {n} nieprzeczytane zgłoszenia | {n} nieprzeczytanych zgłoszeń', more: 'jeszcze {n} | jeszcze {n} | jeszcze {n}', done: '{n} powiadomienie oznaczono jako przeczytane | {n} powiadomienia oznaczono jako przeczytane | {n} powiadomień oznaczono jako przeczytane',
  failed: 'Nie udało się wczytać powiadomień', none: 'Na razie nic', noneMore: 'Tu pojawi się to, co cię dotyczy: co Ci przydzielono i co napisano w twoich oraz obserwowanych zgłoszeniach.', allRead: 'Wszystko przeczytane',
  kind: { mention: 'Wzmianka o tobie', assigned: 'Przydzielone tobie', failed: 'Nie dostarczono', reopened: 'Znowu otwarte', answered: 'Odpowiedź w wątku pobocznym', message: 'Nowa wiadomość', reply: 'Odpowiedź do klienta', note: 'Nowa notatka', woken: 'Wróciło po odłożeniu' },
  prefs: {
    failed: 'Nie udało się wczytać ustawień powiadomień', what: 'Co', off: 'Tutaj', desktop: 'Na pulpicie', sound: 'Dźwiękiem',
    ask: 'Zezwól na pulpicie', askMore: 'Przeglądarka zapyta o zgodę. Pojawiają się tylko, gdy nie widać Centrali.', denied: 'Ta przeglądarka nie pokazuje powiadomień Centrali. Zezwól na nie w ustawieniach witryny.',
    unassigned: 'Nowa poczta bez przydziału, na pulpicie', soundMine: 'Dźwięk tylko dla zgłoszeń przydzielonych tobie', volume: 'Głośność', listen: 'Posłuchaj',
    quiet: 'Godziny ciszy', quietMore: 'Nic na pulpicie i bez dźwięku; tutaj znajdziesz to później. Strefa czasowa: {zone}', from: 'Od', until: 'Do', days: 'Cisza przez cały dzień', zone: 'Użyj: {zone}',
  },
}
