export default {
  ask: 'Prosi za pregled', askText: 'Vidijo, kar je tu napisano, in lahko spremenijo, odobrijo ali vrnejo. Pošlješ ti.', againText: 'Tu že prosiš za pregled. Videli bodo osnutek, kakršen je zdaj.', whom: 'Kdo naj pregleda', team: 'ekipa', nobody: 'Nihče drug ne vidi tega zahtevka.', comment: 'Beseda o osnutku', nothing: 'Najprej kaj napiši.', go: 'Prosi', again: 'Znova deli', shared: 'Obveščeni so, naj pregledajo', sharedAgain: 'Osnutek je deljen, kakršen je zdaj', failed: 'Sodelavcev ni bilo mogoče naložiti',
  of: 'Osnutek: {name}', by: 'V pregledu: {names}', changed: 'Sprememba: {name}', state: { asked: 'V pregledu', approved: 'Odobren', returned: 'Vrnjen' },
  approve: 'Odobri', return: 'Vrni', take: 'Prevzemi', edit: 'Spremeni osnutek', text: 'Osnutek', save: 'Shrani', withdraw: 'Umakni', say: 'Dodaj', conflict: 'Medtem ga je nekdo spremenil. To je njegova različica; ponovno shranjevanje jo nadomesti s tvojo.',
  done: { approved: 'Osnutek je odobren', returned: 'Osnutek je vrnjen', said: 'Beseda je dodana', withdrawn: 'Osnutek ni več deljen' },
  event: { asked: 'prošnja za pregled osnutka', approved: 'odobritev osnutka', returned: 'vrnitev osnutka' },
}
