import { dayParts, dayWords, fillers, months, nextWeek, numbers, tonight, units, weekdays, type Unit } from './timeWords'

/** When a working day begins: the hour of a day that was named without one. */
export const startOfWork = 8

const plain = (text: string) => ` ${text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/[,;]+(?!\d)/g, ' ').replace(/\s+/g, ' ').trim()} `
const either = (list: readonly string[]) => [...list].sort((a, b) => b.length - a.length).join('|')
const count = `\\d+(?:[.,]\\d+)?|${either([...numbers.keys()])}`
const unitPatterns = (Object.keys(units) as Unit[]).map((unit) => ({ unit, pattern: new RegExp(` (?:(${count})(?: (?:an|a))? ?)?(?:${either(units[unit])})\\.?(?= )`) }))
const monthPattern = new RegExp(` (?:(\\d{1,2})\\.? (${either(months.flat())})|(${either(months.flat())}) (\\d{1,2}))(?: (\\d{4}))?(?= )`)

/** A text that gets shorter as its parts are understood. */
class Rest {
  constructor(private text: string) {}

  take(pattern: RegExp): RegExpMatchArray | null {
    const found = this.text.match(pattern)
    if (found) this.text = this.text.replace(pattern, ' ').replace(/\s+/g, ' ')
    return found
  }

  word(list: readonly string[]): boolean {
    return this.take(new RegExp(` (?:${either(list)})(?= )`)) !== null
  }

  get left(): string[] {
    return this.text.trim().split(' ').filter((word) => word && !fillers.has(word.replace(/\.$/, '')))
  }
}

interface Day { year: number; month: number; day: number }

function addDays(now: Date, days: number): Day {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
  return { year: at.getFullYear(), month: at.getMonth(), day: at.getDate() }
}

/** A day of the calendar; without a year the next one that is to come. Null for the 31st of February. */
function calendar(now: Date, day: number, month: number, year?: number): Day | null {
  const passed = month < now.getMonth() || month === now.getMonth() && day < now.getDate()
  const found = { year: year ?? now.getFullYear() + (passed ? 1 : 0), month, day }
  const at = new Date(found.year, month, day)
  return at.getMonth() === month && at.getDate() === day ? found : null
}

/** `undefined` when no date was named, null when it does not exist. */
function dateIn(rest: Rest, now: Date): Day | null | undefined {
  const iso = rest.take(/ (\d{4})-(\d{1,2})-(\d{1,2})(?= |t)/)
  if (iso) return calendar(now, Number(iso[3]), Number(iso[2]) - 1, Number(iso[1]))
  const named = rest.take(monthPattern)
  if (named) {
    const word = named[2] ?? named[3] ?? ''
    return calendar(now, Number(named[1] ?? named[4]), months.findIndex((list) => list.includes(word)), named[5] ? Number(named[5]) : undefined)
  }
  const written = rest.take(/ (\d{1,2})(?:\. ?(\d{1,2})\.|\/(\d{1,2})|\.(\d{1,2})(?=\.? ?\d{4} ))(?:[/.]? ?(\d{4}))?(?= )/)
  if (written) return calendar(now, Number(written[1]), Number(written[2] ?? written[3] ?? written[4]) - 1, written[5] ? Number(written[5]) : undefined)
  return undefined
}

function dayIn(rest: Rest, now: Date): Day | null | undefined {
  const date = dateIn(rest, now)
  if (date !== undefined) return date
  if (rest.word(nextWeek)) {
    const index = weekdays.findIndex((list) => rest.word(list))
    const monday = (8 - now.getDay()) % 7 || 7
    return addDays(now, monday + (index < 0 ? 0 : (index + 6) % 7))
  }
  for (const [list, days] of dayWords) if (rest.word(list)) return addDays(now, days)
  const weekday = weekdays.findIndex((list) => rest.word(list.flatMap((word) => [word, `${word}.`].map((one) => one.replace('.', '\\.')))))
  return weekday < 0 ? undefined : addDays(now, (weekday - now.getDay() + 7) % 7 || 7)
}

interface Span { minutes: number; days: number; months: number }

function spanIn(rest: Rest): Span | null {
  const span: Span = { minutes: 0, days: 0, months: 0 }
  let found = false
  for (const { unit, pattern } of unitPatterns) {
    const match = rest.take(pattern)
    if (!match) continue
    found = true
    const word = match[1]
    const amount = word === undefined ? 1 : (numbers.get(word) ?? Number(word.replace(',', '.')))
    if (unit === 'minute') span.minutes += amount
    else if (unit === 'hour') span.minutes += amount * 60
    else if (unit === 'day') span.days += amount
    else if (unit === 'week') span.days += amount * 7
    else span.months += amount
  }
  return found ? span : null
}

interface Clock { hour: number; minute: number }

/** `undefined` when no hour was named, null for one that no clock shows. */
function clockIn(rest: Rest): Clock | null | undefined {
  const part = rest.word(tonight) ? 18 : dayParts.find(([list]) => rest.word(list))?.[1]
  const match = rest.take(/ (?:(?:at|ob|o|@) ?)?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|uri)?(?= )/)
  if (!match) return part === undefined ? undefined : { hour: part, minute: 0 }
  let hour = Number(match[1])
  const minute = Number(match[2] ?? 0)
  if (match[3] === 'pm' && hour < 12 || part !== undefined && part >= 12 && hour < 12 && hour > 0) hour += 12
  if (match[3] === 'am' && hour === 12) hour = 0
  return hour > 23 || minute > 59 ? null : { hour, minute }
}

/**
 * The moment somebody means, in their own time zone: “tomorrow 9”, “in 3 hours”, “pon 14:30”, “za 2 dni”, “jutri”, “24. 12.”.
 * A day without an hour begins with work. Null when a word is not understood, or the moment has passed.
 */
export function naturalTime(text: string, now: Date): Date | null {
  // “pet” is Friday and five: whichever reading leaves no word over.
  return read(text, now, false) ?? read(text, now, true)
}

function read(text: string, now: Date, spanFirst: boolean): Date | null {
  const rest = new Rest(plain(text))
  const at = rest.take(/ (?:at|ob|o|@) ?(\d{1,2})(?:[:.](\d{2}))? ?(?:h|uri|godz)\.?(?= )/)
  const early = spanFirst ? spanIn(rest) : null
  const day = early ? undefined : dayIn(rest, now)
  const span = early ?? (day === undefined ? spanIn(rest) : null)
  const clock = at ? { hour: Number(at[1]), minute: Number(at[2] ?? 0) } : clockIn(rest)
  if (day === null || clock === null || rest.left.length) return null
  const found = moment(now, day, span, clock)
  return found && found > now ? found : null
}

function moment(now: Date, day: Day | undefined, span: Span | null, clock: Clock | undefined): Date | null {
  if (span?.minutes) {
    if (clock) return null
    const at = new Date(now.getTime() + Math.round(span.minutes) * 60_000)
    return new Date(at.getFullYear(), at.getMonth(), at.getDate() + span.days, at.getHours(), at.getMinutes())
  }
  const hour = clock?.hour ?? startOfWork
  const minute = clock?.minute ?? 0
  if (span) return new Date(now.getFullYear(), now.getMonth() + span.months, now.getDate() + Math.round(span.days), hour, minute)
  if (day) return new Date(day.year, day.month, day.day, hour, minute)
  if (!clock) return null
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour, minute)
  return today > now ? today : new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hour, minute)
}
