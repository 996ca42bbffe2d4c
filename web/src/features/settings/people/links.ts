import { useQuery } from '@tanstack/vue-query'
import { get, remove, type Agent, type Id } from '@/api'

/** A one-time link as the server shows it this once. */
export interface MadeLink { link: string; expiresAt: string; mailed: boolean }
export interface Invited extends MadeLink { agent: Agent }

/** From which address letters to people leave; null while no mailbox can send. */
export const useLetterSender = () => useQuery({
  queryKey: ['settings', 'letters'],
  queryFn: async ({ signal }) => (await get<{ sender: string | null }>('/agents/letters', undefined, signal)).sender,
})

export const cancelLink = (agent: Id) => remove(`/agents/${agent}/link`)

/** Whole days until a link ends, counted as people do; below 0 when it is over or there is none. */
export function daysLeft(until: string | null | undefined, now = Date.now()): number {
  return until ? Math.floor((Date.parse(until) - now) / 86_400_000) : -1
}
