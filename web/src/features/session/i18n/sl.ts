export default {
  title: 'Prijava',
  email: 'E-pošta',
  password: 'Geslo',
  go: 'Prijavi se',
  wrong: 'E-pošta in geslo se ne ujemata. Preveri oboje in poskusi znova.',
  throttled: 'Preveč poskusov. Znova lahko poskusiš čez {clock}.',
  out: 'Odjava je uspela.',
  forgot: {
    ask: 'Pozabljeno geslo?',
    way: 'Skrbnik ti naredi novo povezavo pod Nastavitve, Ljudje. Lastnik lahko na strežniku zažene tudi:',
  },
  ended: {
    title: 'Za nadaljevanje se prijavi',
    text: 'Seja je potekla. Vneseno besedilo je še tukaj: vnesi geslo in nadaljuj.',
    other: 'Prijavi se kot nekdo drug',
  },
  motto: { line: 'Vsak kanal je linija.', person: 'Vsaka linija vodi k eni osebi.' },
  art: { mail: 'E-pošta', customer: 'Ena stranka, ena časovnica' },
}
