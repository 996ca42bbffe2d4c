export interface SendTime { name: 'hour' | 'afternoon' | 'tomorrow' | 'monday'; at: Date }

const clock = (now: Date, days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)

/** The times somebody means by “later”, soonest first: in an hour, this afternoon, tomorrow and Monday morning. */
export function sendTimes(now: Date): SendTime[] {
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    { name: 'hour', at: new Date(Math.ceil((now.getTime() + 3_600_000) / 300_000) * 300_000) },
    ...(now.getHours() < 13 ? [{ name: 'afternoon' as const, at: clock(now, 0, 15) }] : []),
    { name: 'tomorrow', at: clock(now, 1, 8) },
    ...(toMonday > 1 ? [{ name: 'monday' as const, at: clock(now, toMonday, 8) }] : []),
  ]
}
