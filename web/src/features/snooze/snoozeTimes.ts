import { startOfWork } from './naturalTime'

export interface SnoozeTime { name: 'later' | 'evening' | 'tomorrow' | 'monday' | 'week'; at: Date }

const clock = (now: Date, days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)

/** The times somebody means by “not now”, soonest first. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    ...(now.getHours() < 20 ? [{ name: 'later' as const, at: new Date(Math.ceil((now.getTime() + 3 * 3_600_000) / 300_000) * 300_000) }] : []),
    ...(now.getHours() < 15 ? [{ name: 'evening' as const, at: clock(now, 0, 18) }] : []),
    { name: 'tomorrow', at: clock(now, 1, startOfWork) },
    ...(toMonday > 1 && toMonday < 7 ? [{ name: 'monday' as const, at: clock(now, toMonday, startOfWork) }] : []),
    { name: 'week', at: clock(now, 7, startOfWork) },
  ]
}
