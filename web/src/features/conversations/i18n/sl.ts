export default {
  title: 'Nabiralnik',
  views: 'Pogledi',
  view: { mine: 'Moji', unassigned: 'Nedodeljeni', open: 'Vsi odprti', done: 'Zaključeni' },
  noSubject: 'Brez zadeve',
  status: { new: 'Nov', open: 'Odprt', pending: 'Čaka stranko', on_hold: 'Zadržan', solved: 'Rešen', closed: 'Zaprt' },
  priority: { low: 'Nizka', normal: 'Običajna', high: 'Visoka', urgent: 'Nujna' },
  priorityIs: 'Prednost: {name}',
  channel: { email: 'E-pošta', note: 'Opomba' },
  list: {
    name: 'Zahtevki', search: 'Išči ali skoči na…', allInboxes: 'Vsi nabiralniki', byInbox: 'Pokaži en nabiralnik',
    unread: '{n} neprebran | {n} neprebrana | {n} neprebrani | {n} neprebranih', isUnread: 'Neprebran.', you: 'Ti', assigned: 'Dodeljen: {name}',
    fresh: '{n} nov | {n} nova | {n} novi | {n} novih', failed: 'Zahtevkov ni bilo mogoče naložiti',
  },
  empty: {
    mine: { title: 'Nič ne čaka nate', text: 'Tu so odprti zahtevki, ki so dodeljeni tebi.', way: 'Poglej nedodeljene' },
    unassigned: { title: 'Vse ima lastnika', text: 'Nova pošta pride sem, dokler je kdo ne prevzame.' },
    open: { title: 'Ni odprtih zahtevkov', text: 'Ko stranka piše, se zahtevek takoj pokaže tukaj.' },
    done: { title: 'Nič še ni zaključeno', text: 'Tu ostanejo rešeni in zaprti zahtevki.' },
  },
  idle: { title: 'Noben zahtevek ni odprt', text: 'Izberi ga s seznama ali pritisni J.' },
  one: { name: 'Zahtevek', failed: 'Zahtevka ni bilo mogoče naložiti', back: 'Nazaj na seznam', customer: 'Stranka' },
  field: {
    subject: 'Zadeva', status: 'Stanje', assignee: 'Dodeljen', priority: 'Prednost', team: 'Ekipa', inbox: 'Nabiralnik', tag: 'Oznaka',
    nobody: 'Nedodeljen', me: '{name} (jaz)', you: '{name} (ti)', noTeam: 'Brez ekipe', findPerson: 'Poišči sodelavca', findTag: 'Poišči ali dodaj oznako', newTag: 'nova',
  },
  action: {
    next: 'Naslednji zahtevek', previous: 'Prejšnji zahtevek', solve: 'Reši', reopen: 'Znova odpri', pending: 'Označi: čaka stranko', unread: 'Označi kot neprebran', assign: 'Dodeli…', assignMe: 'Dodeli meni',
    subject: 'Uredi zadevo', tag: 'Dodaj oznako', untag: 'Odstrani oznako {tag}', reply: 'Odgovori', note: 'Napiši opombo', undo: 'Prekliči pošiljanje', retry: 'Pošlji znova',
  },
  hint: { move: 'premik', solve: 'reši', assign: 'dodeli', reply: 'odgovori', note: 'opomba' },
  done: { solved: '#{number} rešen', assigned: 'Dodeljen tebi', sent: 'Poslano: {name}', opened: '#{number} odprt' },
  actor: { agent: 'Sodelavec', customer: 'Stranka', rule: 'Pravilo', assistant: 'Pomočnik', integration: 'Integracija', system: 'Centrala' },
  event: {
    status: 'stanje: {name}', priority: 'prednost: {name}', assigned: 'dodelitev: {name}', took: 'prevzem zahtevka', unassigned: 'odstranitev dodelitve', team: 'ekipa: {name}', noTeam: 'odstranitev ekipe',
    inbox: 'premik v: {name}', subject: 'sprememba zadeve', tagged: 'nove oznake: {tags}', untagged: 'odstranjene oznake: {tags}', spam: 'označitev kot neželeno', notSpam: 'označitev: ni neželeno',
  },
  timeline: { name: 'Časovnica', failed: 'Časovnice ni bilo mogoče naložiti', older: 'Pokaži starejša sporočila' },
  message: {
    note: 'Notranja opomba', noteMore: ', stranka je ne vidi', to: 'za: {list}', raw: 'Prenesi izvirno sporočilo', empty: 'To sporočilo nima besedila.', frame: 'Sporočilo od: {name}',
    showQuote: 'Pokaži navedeno zgodovino', hideQuote: 'Skrij navedeno zgodovino', imagesBlocked: 'Slike z interneta so blokirane: pošiljatelju povedo, da je sporočilo odprto.', showImages: 'Pokaži slike',
  },
  delivery: {
    queued: 'Odide vsak hip', sending: 'Se pošilja', sent: 'Poslano', delivered: 'Dostavljeno', failed: 'Sporočilo ni bilo poslano.', bounced: 'Sporočilo se je vrnilo.', undone: 'Preklicano',
  },
  reply: {
    name: 'Odgovor', noteName: 'Opomba', tabs: 'Odgovor ali opomba', placeholder: 'Odgovori po e-pošti: {name}', notePlaceholder: 'Opomba za sodelavce; stranka je ne vidi', to: 'Za', cc: 'Kp',
    send: 'Pošlji', addNote: 'Dodaj opombo', options: 'Možnosti pošiljanja', sendAnd: { pending: 'Pošlji in čakaj stranko', solved: 'Pošlji in reši' }, noteAnd: { pending: 'Dodaj in čakaj stranko', solved: 'Dodaj in reši' },
    kept: 'Osnutek je shranjen.', notKept: 'Osnutek še ni shranjen. Poskušam znova.', files: 'Priponke', removeFile: 'Odstrani {name}', notUploaded: 'ni naloženo', fileMissing: 'Datoteke ni bilo mogoče naložiti. Odstranite jo ali jo dodajte znova, nato pošljite.', uploading: 'Nalaganje',
    tooMuch: 'Priponke imajo lahko skupaj {size}. Večje datoteke pošlji s povezavo.', removeAddress: 'Odstrani {address}', wrongAddress: 'Nepopoln e-poštni naslov',
  },
  editor: { attach: 'Pripni datoteke', bold: 'Krepko', italic: 'Ležeče', bulletList: 'Seznam', blockquote: 'Navedek', link: 'Povezava', address: 'Naslov povezave', setLink: 'Vstavi povezavo' },
  newer: { title: 'Novejše sporočilo', text: 'Novo sporočilo ob {time}, od: {name}. Tvoj odgovor ni bil poslan.', read: 'Najprej preberi', send: 'Vseeno pošlji' },
  new: {
    title: 'Nov zahtevek', customer: 'Stranka', customerHint: 'Ime ali e-poštni naslov', subject: 'Zadeva', inbox: 'Nabiralnik', create: 'Odpri zahtevek', newCustomer: 'Nova stranka',
    needCustomer: 'Izberi stranko ali vpiši e-poštni naslov.', needSubject: 'V nekaj besedah povej, za kaj gre.',
  },
  live: { away: 'Ni povezave. Prikaz je morda zastarel; osnutki ostanejo tukaj, dokler se povezava ne vrne.', ask: 'Te obvestim o novi pošti, ko je zavihek v ozadju?', allow: 'Dovoli obvestila', later: 'Ne zdaj', newMail: 'Novo sporočilo od: {name}' },
}
