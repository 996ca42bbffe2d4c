import { get, patch, post, type Id, type List, type Message, type NewSideThread, type SideThread, type SideThreadChange, type SideView } from '@/api'

export const keys = {
  /** Of every conversation: what was asked in one that was merged is shown in another. */
  sides: ['sides'] as const,
  of: (conversation: Id) => ['sides', conversation] as const,
  messages: (side: Id) => ['sides', 'messages', side] as const,
  list: (view: SideView) => ['side-threads', view] as const,
  lists: ['side-threads'] as const,
}

export const sides = {
  of: (conversation: Id) => get<List<SideThread>>(`/conversations/${conversation}/side-threads`),
  list: (view: SideView, cursor: string | null) => get<List<SideThread>>('/side-threads', { view, limit: 50, cursor }),
  messages: (side: Id) => get<List<Message>>(`/conversations/${side}/messages`, { limit: 200 }),
  ask: (conversation: Id, wanted: Partial<NewSideThread>) => post<SideThread>(`/conversations/${conversation}/side-threads`, wanted),
  change: (side: Id, wanted: Partial<SideThreadChange>) => patch<SideThread>(`/side-threads/${side}`, wanted),
  say: (side: SideThread, text: string, key: string) => post<Message>(`/conversations/${side.id}/messages`, { audience: side.kind === 'outside' ? 'customer' : 'team', text }, { headers: { 'Idempotency-Key': key } }),
}
