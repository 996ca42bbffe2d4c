/** Words of time in English, Polish and Slovene, without accents: who works in one language is understood in all. */
const words = (text: string) => text.trim().split(/\s*,\s*/)

/** Sunday first, as days are counted. */
export const weekdays = [
  'sunday, sun, niedziela, niedziele, nd, ndz, nedelja, nedeljo, ned', 'monday, mon, poniedzialek, pon, ponedeljek', 'tuesday, tue, wtorek, wt, torek, tor', 'wednesday, wed, sroda, srode, sr, sreda, sredo, sre',
  'thursday, thu, czwartek, czw, cetrtek, cet', 'friday, fri, piatek, pt, petek, pet', 'saturday, sat, sobota, sobote, sob, soboto',
].map(words)

export const months = [
  'january, jan, stycznia, styczen, januarja, januar', 'february, feb, lutego, luty, februarja, februar', 'march, mar, marca, marzec, marec', 'april, apr, kwietnia, kwiecien, aprila', 'may, maja, maj', 'june, jun, czerwca, czerwiec, junija, junij',
  'july, jul, lipca, lipiec, julija, julij', 'august, aug, sierpnia, sierpien, avgusta, avgust, avg', 'september, sep, sept, wrzesnia, wrzesien, septembra', 'october, oct, pazdziernika, pazdziernik, oktobra, oktober, okt', 'november, nov, listopada, listopad, novembra', 'december, dec, grudnia, grudzien, decembra',
].map(words)

export const units = {
  minute: words('minutes, minute, mins, min, minuty, minut, minutach, minuto, minuti, minutah, m'),
  hour: words('hours, hour, hrs, hr, h, godzinach, godzine, godziny, godzin, godz, uro, uri, ure, urah, ur'),
  day: words('days, day, d, dniach, dzien, dni, dneva, dnevih, dneh, dan'),
  week: words('weeks, week, w, tygodnie, tygodni, tydzien, tedna, tedne, tednov, tednih, teden'),
  month: words('months, month, miesiecy, miesiace, miesiac, mesecev, mesece, meseca, mesec'),
}
export type Unit = keyof typeof units

const counted = ['half, pol', 'an, a, one, jedna, jeden, jedno, ena, eno, en', 'two, dwie, dwa, dve, dva', 'three, trzy, tri', 'four, cztery, stiri', 'five, piec, pet', 'six, szesc, sest', 'seven, siedem, sedem', 'eight, osiem, osem', 'nine, dziewiec, devet', 'ten, dziesiec, deset'].map(words)
export const numbers = new Map<string, number>(counted.flatMap((list, index) => list.map((word) => [word, index || 0.5] as [string, number])))

export const dayWords: [string[], number][] = [
  [words('day after tomorrow, pojutrze, pojutrisnjem'), 2],
  [words('tomorrow, tmrw, jutro, jutri'), 1],
  [words('today, dzisiaj, dzis, danes'), 0],
]
export const nextWeek = words('next week, w przyszlym tygodniu, przyszly tydzien, przyszlym tygodniu, prihodnji teden, naslednji teden')

/** Parts of a day, each with the hour at which it begins at work. */
export const dayParts: [string[], number][] = [
  [words('przed poludniem, dopoldne'), 10],
  [words('afternoon, po poludniu, popoludniu, popoldne'), 15],
  [words('at noon, noon, w poludnie, poludnie, opoldne'), 12],
  [words('in the evening, evening, wieczorem, wieczor, zvecer'), 18],
  [words('in the morning, morning, rano, zjutraj'), 8],
]
export const tonight = words('tonight, nocoj')

/** What may stand between without saying anything. */
export const fillers = new Set(words('in, on, at, the, this, next, of, until, till, o, w, we, na, do, za, przyszly, przyszla, najblizszy, v, ob, cez, naslednji, naslednjo, prihodnji, prihodnjo, ta, to, i, and, in'))
