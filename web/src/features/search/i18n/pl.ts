export default {
  title: 'Szukaj', palette: 'Polecenia i wyszukiwanie', placeholder: 'Szukaj zgłoszeń i klientów', searches: 'Polecenia, zgłoszenia, klienci',
  group: { conversation: 'To zgłoszenie', go: 'Przejdź do', look: 'Wygląd i język', conversations: 'Zgłoszenia', customers: 'Klienci', search: 'Wyszukiwanie' },
  everywhere: 'Wszystkie wyniki dla „{words}”', nothing: 'Żadne polecenie nie ma tych liter.', failed: 'Wyszukiwanie nie odpowiada',
  hint: { move: 'wybierz', run: 'wykonaj', commands: 'tylko polecenia', close: 'zamknij', field: 'Do pola wyszukiwania' },
  keys: { title: 'Wszystkie skróty', send: 'Wyślij', leave: 'Wyjdź z pola, zamknij', single: 'Skróty jednoklawiszowe', singleMore: 'Działają poza polami tekstowymi. Po wyłączeniu działają tylko kombinacje.' },
  kinds: 'Rodzaje wyników', kind: { all: 'Wszystko', conversation: 'Zgłoszenia', customer: 'Klienci' }, how: 'Bez względu na znaki diakrytyczne i końcówki',
  narrow: 'Zawęź wyniki', inbox: 'Skrzynka', allInboxes: 'Wszystkie skrzynki', noSubject: 'Bez tematu', unassigned: 'Nieprzypisane',
  start: { title: 'Szukaj wszędzie', text: 'Słowa z wiadomości, tematy, nazwy, adresy albo numer, na przykład #20418.' },
  none: { title: 'Brak wyników dla „{words}”', text: 'Spróbuj mniejszej liczby słów albo szukaj we wszystkich skrzynkach.' },
  go: { inbox: 'Skrzynka', customers: 'Klienci', search: 'Wyszukiwanie', mine: 'Moje zgłoszenia', unassigned: 'Nieprzypisane zgłoszenia', palette: 'Polecenia', keys: 'Wszystkie skróty', compose: 'Nowe zgłoszenie', light: 'Jasny motyw', dark: 'Ciemny motyw', auto: 'Motyw systemu', signOut: 'Wyloguj' },
  settings: 'Ustawienia: {name}',
  bar: { commands: 'polecenia', keys: 'wszystkie skróty' },
}
