import { useI18n } from 'vue-i18n'

const day = 86_400_000

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

/** Times, dates, sizes and lists as the agent's language writes them; always a 24-hour clock. */
export function useFormat() {
  const { locale, t } = useI18n()
  const format = (at: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, { hourCycle: 'h23', ...options }).format(at)

  const time = (at: string) => format(new Date(at), { hour: '2-digit', minute: '2-digit' })
  const date = (at: string) => format(new Date(at), { day: 'numeric', month: 'long', ...(new Date(at).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }) })
  const moment = (at: string) => format(new Date(at), { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })

  /** A moment to come: the weekday when it is near, else the date, with the time. */
  const soon = (at: string, now = new Date()) => format(new Date(at), { ...(new Date(at).getTime() - now.getTime() < 6 * day ? { weekday: 'long' } : { day: 'numeric', month: 'long' }), hour: '2-digit', minute: '2-digit' })

  /** Today the time, this week the weekday (with the time, when it is to come), else the date: for a narrow column. */
  function short(at: string, now = new Date()): string {
    const then = new Date(at)
    const age = startOfDay(now) - startOfDay(then)
    if (age === 0) return time(at)
    if (age < 0) return format(then, age > -6 * day ? { weekday: 'short', hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' })
    if (age < 6 * day) return format(then, { weekday: 'short' })
    return format(then, then.getFullYear() === now.getFullYear() ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'numeric', year: 'numeric' })
  }

  function dayName(at: string, now = new Date()): string {
    const age = Math.round((startOfDay(now) - startOfDay(new Date(at))) / day)
    if (age === 0) return t('app.time.today')
    return age === 1 ? t('app.time.yesterday', { date: date(at) }) : date(at)
  }

  function size(bytes: number): string {
    const [value, unit] = bytes < 1024 ? [bytes, 'byte'] : bytes < 1_048_576 ? [bytes / 1024, 'kilobyte'] : [bytes / 1_048_576, 'megabyte']
    return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
  }

  const range = (from: Date, to: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale.value === 'en' ? 'en-GB' : locale.value, options).formatRange(from, to)
  const number = (value: number) => new Intl.NumberFormat(locale.value).format(value)
  const language = (tag: string) => new Intl.DisplayNames([locale.value], { type: 'language' }).of(tag) ?? tag
  const list = (parts: string[]) => new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(parts)

  return { time, date, moment, short, soon, range, dayName, size, number, language, list }
}
