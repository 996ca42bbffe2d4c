export default {
  every: 'Odprte', title: 'Stranske niti', none: 'Ob tem zahtevku ni bil vprašan nihče.', ask: 'Vprašaj koga', all: 'Vse stranske niti', page: 'Stranske niti', one: 'Stranska nit: {name}', view: { asked: 'Čaka name', own: 'Moja vprašanja', overdue: 'Po roku', open: 'Vse odprte' },
  empty: 'Tu ni ničesar', emptyText: 'Vprašanja dobaviteljem, ekipam in sodelavcem ob zahtevku čakajo tu na odgovor in zaprtje.', more: 'Pokaži več', failed: 'Stranskih niti ni bilo mogoče naložiti',
  about: 'Zahtevek', whom: 'Koga', what: 'O čem', due: 'Odgovor do', state: 'Stanje', waits: 'do {at}', overdue: 'po roku od {at}', answered: 'odgovorjeno', closed: 'zaprta', colleague: 'Sodelavec', team: 'Ekipa', outside: 'Zunaj, po e-pošti', nobody: 'nekdo',
  askTitle: 'Vprašaj ob zahtevku', askText: 'Stranka od tega ne vidi niti besede. Odgovor pride sem.', kind: 'Koga', to: 'E-poštni naslov', toHint: 'Več naslovov loči z vejicami', chooseTeam: 'Katera ekipa', chooseAgent: 'Kateri sodelavec', subject: 'Zadeva', text: 'Kaj želiš vedeti', by: 'Odgovor do', past: 'Izberi čas, ki šele pride.', send: 'Vprašaj', asked: 'Vprašano: {name}',
  reply: 'Piši v stransko nit: {name}', say: 'Napiši', close: 'Zapri', reopen: 'Znova odpri', later: 'Več časa: do jutri', done: 'Stranska nit je zaprta', again: 'Stranska nit je spet odprta', moved: 'Odgovor potreben do {at}',
  event: { asked: 'vprašanje ob zahtevku (#{number})', answered: 'odgovor na vprašanje ob zahtevku (#{number})' }, news: 'Novo v stranski niti: {subject}', look: 'Poglej',
}
