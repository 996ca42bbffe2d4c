import type { Appointment } from '@/api'

export type AppointmentState = 'invited' | 'changed' | 'cancelled' | 'accepted' | 'declined' | 'tentative' | 'answered' | 'proposed'
type Format = (from: Date, to: Date, options: Intl.DateTimeFormatOptions) => string

const answers: Record<string, AppointmentState> = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' }
const day: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
const hour: Intl.DateTimeFormatOptions = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

export function stateOf({ method, sequence, answer }: Appointment): AppointmentState {
  if (method === 'CANCEL') return 'cancelled'
  if (method === 'REPLY') return answers[answer ?? ''] ?? 'answered'
  if (method === 'COUNTER') return 'proposed'
  return method === 'REQUEST' && sequence > 0 ? 'changed' : 'invited'
}

/** When it is, in the time zone of whoever looks; whole days, and hours of no zone, are the same everywhere. */
export function whenOf({ start, end, allDay }: Appointment, format: Format): string {
  const from = new Date(allDay ? `${start}T00:00:00Z` : start)
  const last = end === null ? from : new Date(allDay ? new Date(`${end}T00:00:00Z`).getTime() - 86_400_000 : end)
  return format(from, last > from ? last : from, allDay ? { ...day, timeZone: 'UTC' } : hour)
}

/** The hour where it takes place, if the clock shows another one there: {@code 10:00, Europe/Warsaw}. */
export function elsewhere({ start, timeZone }: Appointment): string {
  const there = /T(\d\d:\d\d)/.exec(start)?.[1]
  const here = new Date(start)
  const pad = (value: number) => String(value).padStart(2, '0')
  return !there || !timeZone || `${pad(here.getHours())}:${pad(here.getMinutes())}` === there ? '' : `${there}, ${timeZone}`
}

/** How often it comes again, as far as that can be said in a word. */
export function repeats(rule: string | null): '' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'often' {
  if (!rule) return ''
  const every = /FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)/i.exec(rule)?.[1]?.toLowerCase()
  return every && !/INTERVAL=(?!1\b)/i.test(rule) ? (every as 'daily' | 'weekly' | 'monthly' | 'yearly') : 'often'
}

/** The words of a message without the lines that say the same as the card. */
export function withoutAppointment(text: string): string {
  return text.startsWith('📅') ? text.replace(/^📅[^\n]*(\n[^\n]+)*\n*/, '') : text
}
