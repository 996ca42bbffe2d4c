export default {
  start: 'Vrsta: naslednji, ki čaka', next: 'Naslednji', skip: 'Preskoči', stop: 'Končaj vrsto', name: 'Vrsta', done: '{n} opravljen | {n} opravljena | {n} opravljeni | {n} opravljenih', left: 'čaka še {n} | čakata še {n} | čakajo še {n} | čaka še {n}', passed: '{n} preskočen | {n} preskočena | {n} preskočeni | {n} preskočenih', progress: 'Napredek vrste', over: 'Vse je opravljeno', nothing: 'Tu nič ne čaka na odgovor.', back: 'Nazaj na seznam',
  why: 'Zakaj ga preskočiš?', whyText: 'Vrne se k tistemu, ki ga vzame naslednji. Osem ur ga ne dobiš znova.', note: 'Beseda ekipi', noteNeeded: 'Na kratko napiši, zakaj.', go: 'Preskoči', skipped: 'Preskočeno: #{number}',
  reason: { not_mine: 'Ni moje področje', too_hard: 'Potreben je kdo, ki ve več', waits: 'Čaka na nekaj drugega', unclear: 'Ne razumem ga', other: 'Drug razlog' },
  skips: 'Preskočeno', skipsText: 'Kaj je bilo v vrsti preskočeno in zakaj.', who: 'Kdo', what: 'Zahtevek', reasonIs: 'Razlog', at: 'Kdaj', empty: 'Nihče ni ničesar preskočil', more: 'Pokaži več', failed: 'Seznama ni bilo mogoče naložiti', event: 'preskočeno: {reason}',
}
