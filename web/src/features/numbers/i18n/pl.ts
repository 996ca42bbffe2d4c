export default {
  title: 'Liczby', period: 'Okres', narrow: 'Zawęź liczby', last: 'Ostatni dzień | Ostatnie {n} dni | Ostatnie {n} dni', from: 'Od dnia', until: 'Do dnia', export: 'Eksport do CSV', failed: 'Nie udało się wczytać liczb',
  inbox: 'Skrzynka', team: 'Zespół', person: 'Osoba', allInboxes: 'Wszystkie skrzynki', allTeams: 'Wszystkie zespoły', none: 'Brak', nobody: 'Nikt', reason: 'Powód kontaktu', noReason: 'Bez powodu', noTeam: 'Bez zespołu', nothing: 'W tym okresie nic nie ma.', days: 'd', day: 'Dzień', byDay: 'Według dni',
  received: 'Otrzymane', answered: 'Z odpowiedzią', replies: 'Odpowiedzi', firsts: 'Pierwsze odpowiedzi', first: 'Pierwsza odpowiedź', firstShort: 'Pierwsza odp.', waitingShort: 'Czekają', unanswered: 'Bez odpowiedzi',
  longer: 'dłużej niż {n} godzinę | dłużej niż {n} godziny | dłużej niż {n} godzin', median: 'mediana', share: '{share} % otrzymanych', slowest: 'Dziewięć na dziesięć w ciągu {time}', versus: 'wobec takiego samego okresu wcześniej', now: 'Teraz, niezależnie od okresu',
  where: 'Według obecnego stanu zgłoszenia', who: 'Odpowiedzi wysłane w tym okresie', how: 'Jak liczone jest „{name}”', dayTitle: '{day}: otrzymane {received}, z odpowiedzią {answered}',
  text: {
    received: 'Zgłoszenia otwarte przez klientów w tych dniach. Niechciane, automaty i zaimportowana poczta się nie liczą; scalone liczą się raz.',
    answered: 'Na ile z otrzymanych ktoś z zespołu do teraz odpowiedział, obojętnie kiedy. Notatki i potwierdzenia nie są odpowiedziami.',
    first: 'Od pierwszej wiadomości klienta do wysłania pierwszej odpowiedzi człowieka. Liczy się każda godzina, także noce i weekendy.',
    unanswered: 'Nowe lub otwarte zgłoszenia, w których klient napisał ostatni, dawniej niż wybrano. Oczekujące czekają na klienta i się nie liczą.',
  },
  formula: { received: 'liczba(otwarte przez klienta)', answered: 'liczba(otrzymane z odpowiedzią)', first: 'mediana(pierwsza odpowiedź − pierwsza wiadomość)', unanswered: 'liczba(nowe lub otwarte, teraz − ostatnia wiadomość klienta > {hours} h)' },
}
