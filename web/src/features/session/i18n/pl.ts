export default {
  title: 'Logowanie',
  email: 'E-mail',
  password: 'Hasło',
  go: 'Zaloguj się',
  wrong: 'E-mail i hasło do siebie nie pasują. Sprawdź oba pola i spróbuj ponownie.',
  throttled: 'Za dużo prób. Spróbuj ponownie za {clock}.',
  out: 'Wylogowano.',
  forgot: {
    ask: 'Nie pamiętasz hasła?',
    way: 'Administrator utworzy dla ciebie nowy link: Ustawienia, Osoby. Właściciel może też wykonać na serwerze:',
  },
  ended: {
    title: 'Zaloguj się, aby kontynuować',
    text: 'Sesja wygasła. Wpisany tekst nadal tu jest: podaj hasło i pracuj dalej.',
    other: 'Zaloguj się jako ktoś inny',
  },
  motto: { line: 'Każdy kanał to linia.', person: 'Każda linia prowadzi do jednej osoby.' },
  art: { mail: 'E-mail', customer: 'Jeden klient, jedna oś czasu' },
}
