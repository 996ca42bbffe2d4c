import { get, post, type Conversation, type Id, type List, type PlaySkip, type PlayTurn, type SkipReason } from '@/api'

/** From where conversations are handed out: a view, and what the list is narrowed to. */
export interface Source { from: 'mine' | 'unassigned' | 'open'; inbox: Id | null; brand: Id | null }
export type Turn = Omit<PlayTurn, 'conversation'> & { conversation: Conversation | null }

export const plays = {
  next: (source: Source) => post<Turn>('/play/next', source),
  skip: (conversation: Id, reason: SkipReason, note: string) => post(`/conversations/${conversation}/skip`, { reason, note: note || null }),
  skips: (cursor: string | null) => get<List<PlaySkip>>('/play/skips', { limit: 50, cursor }),
}
