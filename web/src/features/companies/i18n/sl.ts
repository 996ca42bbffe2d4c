export default {
  name: 'Podjetje',
  failed: 'Podjetja ni bilo mogoče naložiti',
  field: { name: 'Ime' },
  editName: 'Uredi ime',
  list: {
    title: 'Podjetja', find: 'Išči po imenu, domeni ali opombah', next: 'Naslednje podjetje', previous: 'Prejšnje podjetje', since: 'Dodano', more: '+{n} | +{n} | +{n} | +{n}', export: 'Izvozi v CSV',
    failed: 'Podjetij ni bilo mogoče naložiti', none: 'Za »{words}« ni podjetja', noneText: 'Vpišite manj črk ali domeno.', all: 'Pokaži vsa', empty: 'Podjetij še ni', emptyText: 'Podjetju dodajte domeno in kdor piše od tam, mu pripada sam od sebe.',
  },
  new: { title: 'Novo podjetje', make: 'Dodaj podjetje' },
  domains: { example: 'podjetje.example', title: 'Domene', text: 'Kdor piše iz ene od njih, pripada podjetju. Več domen ločite s presledki.', none: 'Brez domene: ljudi izberete posamično.', add: 'Dodaj domeno', hint: 'domena', remove: 'Odstrani {domain}', removed: 'Odstranjeno: {domain}. Ljudje od tam zapustijo podjetje.' },
  notes: { title: 'Opombe', empty: 'Kaj naj sodelavci vedo o tem podjetju.' },
  people: { title: 'Ljudje', failed: 'Ljudi ni bilo mogoče naložiti', none: 'Še nikogar. Dodajte domeno ali izberite podjetje pri stranki.' },
  conversations: {
    title: 'Zahtevki tega podjetja', open: 'Odprti', all: 'Vsi', failed: 'Zahtevkov ni bilo mogoče naložiti', none: 'Zahtevkov še ni', noneOpen: 'Nič odprtega', noneText: 'Ali pa le v nabiralnikih, ki jih ne vidite.',
    subject: 'Zadeva', who: 'Stranka', status: 'Stanje', last: 'Zadnja dejavnost',
  },
  of: {
    none: 'Brez podjetja', nowhere: 'Ne pripada nobenemu podjetju: tako je bilo izbrano ročno.', byHand: 'izbrano ročno', byAddress: 'Po naslovu', choose: 'Podjetje te stranke', done: 'Zdaj pripada podjetju {name}.', gone: 'Zdaj ne pripada nobenemu podjetju.', others: 'Drugi od tam pišejo',
  },
  remove: { title: 'Odstrani podjetje', sure: 'Odstranim podjetje {name}?', text: 'Njegove domene se sprostijo in ljudje ne pripadajo več nobenemu podjetju. Stranke in zahtevki ostanejo. Tega ni mogoče razveljaviti.', done: 'Odstranjeno: {name}.' },
}
