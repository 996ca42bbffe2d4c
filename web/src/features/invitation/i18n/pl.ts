export default {
  tab: 'Ustaw hasło',
  title: 'Witaj, {name}',
  text: 'Ustaw hasło. Potem ten link przestanie działać.',
  email: 'Logujesz się adresem',
  password: 'Nowe hasło',
  go: 'Ustaw hasło i zaloguj się',
  used: {
    title: 'Ten link już nie działa',
    text: 'Został użyty, zastąpiony nowszym albo ma ponad siedem dni. Poproś administratora o nowy.',
    way: 'Przejdź do logowania',
  },
  name: 'Imię i nazwisko',
  nameHint: 'Klienci i współpracownicy czytają je przy twoich odpowiedziach.',
  resetTitle: 'Nowe hasło',
  resetText: 'Wszędzie indziej nastąpi wylogowanie.',
}
