export default {
  skip: 'Skoči na vsebino',
  rail: { name: 'Glavni meni', inbox: 'Nabiralnik', search: 'Iskanje', settings: 'Nastavitve', theme: 'Zamenjaj temo', me: 'Jaz', unread: '{n} neprebran zahtevek | {n} neprebrana zahtevka | {n} neprebrani zahtevki | {n} neprebranih zahtevkov' },
  bar: { name: 'Stanje in bližnjice' },
  action: {
    close: 'Zapri', cancel: 'Prekliči', save: 'Shrani', retry: 'Poskusi znova', dismiss: 'Skrij', remove: 'Odstrani', add: 'Dodaj', copy: 'Kopiraj', copied: 'Kopirano',
    back: 'Nazaj', more: 'Pokaži več', download: 'Prenesi', undo: 'Razveljavi', edit: 'Uredi', done: 'Končano',
  },
  time: { today: 'Danes', yesterday: 'Včeraj, {date}', now: 'zdaj' },
  loading: 'Nalaganje',
  optional: 'neobvezno',
  error: { title: 'Nalaganje ni uspelo', unknown: 'Na strežniku je šlo nekaj narobe. Poskusi znova čez trenutek.' },
  problem: {
    network: 'Strežnik ni dosegljiv. Preveri povezavo in poskusi znova.',
    access_unauthenticated: 'Seja je potekla. Prijavi se znova.',
    access_forbidden: 'Tvoja vloga tega ne dovoli.',
    conversation_not_found: 'Tega zahtevka ni ali pa je v nabiralniku, ki ga ne vidiš.',
    conversation_conflict: 'Nekdo je to pravkar spremenil. Zdaj vidiš najnovejše stanje.',
    message_already_sent: 'Sporočilo je že odšlo; ni ga več mogoče preklicati.',
  },
  missing: { title: 'Te strani ni', text: 'Naslov je morda napačen ali pa je bila stran premaknjena.', way: 'Pojdi v nabiralnik' },
  forbidden: { title: 'Tvoja vloga ne odpre te strani', text: 'Skrbnik lahko spremeni tvoje pravice.', way: 'Pojdi v nabiralnik' },
}
