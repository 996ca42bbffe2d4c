import { get, type Id, type SearchPage } from '@/api'

/** The days of operators such as before: are the agent's own. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export const find = (q: string, more: { inbox?: Id; limit?: number; cursor?: string | null } = {}, signal?: AbortSignal) => get<SearchPage>('/search', { q, zone, ...more }, signal)
