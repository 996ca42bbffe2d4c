export default {
  title: 'Odloži', action: 'Odloži na pozneje…', hintWord: 'odloži', go: 'Odloži', wake: 'Prikliči zdaj', presets: 'Običajni časi', words: 'Do kdaj', example: 'jutri 9, čez 3 ure, ponedeljek', at: 'Datum in čas',
  hint: 'Napiši, kot bi povedal. Odgovor stranke ga prikliče prej.', means: 'Vrne se: {at}', unclear: 'Iz tega ni mogoče razbrati prihodnjega časa.', past: 'Izberi čas, ki še pride.',
  time: { later: 'Danes pozneje', evening: 'Danes zvečer', tomorrow: 'Jutri zjutraj', monday: 'V ponedeljek zjutraj', week: 'Čez en teden' },
  done: '#{number} je odložen do: {at}', woken: '#{number} je spet tu', until: 'Odložen do: {at}', change: 'Odložen do: {at}. Spremeni', back: '#{number} se je vrnil', look: 'Poglej',
  hours: 'Odložen za {n} uro | Odložen za {n} uri | Odložen za {n} ure | Odložen za {n} ur', forHours: 'Odloži za ure', forHoursHint: 'Prazno: sploh ne. 24 je en dan.', wrongHours: 'Od 1 do 8760 ur.', notDone: 'Rešenih se ne odlaga.',
  event: { until: 'odložitev do: {at}', ended: 'konec odložitve', woken: 'odložitev je potekla' },
}
