import { get, patch, post, put, remove, upload, type Attachment, type Audience, type Conversation, type ConversationChange, type ConversationCounts, type Draft, type DraftContent, type Id, type List, type LogEvent, type Message, type NewConversation, type NewMessage, type View } from '@/api'

/** What a list shows: a view, and one inbox or all. */
export interface Filter { view: View; inbox?: Id }

export const keys = {
  lists: ['conversations'] as const,
  list: (filter: Filter) => ['conversations', filter] as const,
  counts: ['counts'] as const,
  one: (number: string) => ['conversation', number] as const,
  messages: (conversation: Id) => ['messages', conversation] as const,
  events: (conversation: Id) => ['events', conversation] as const,
  draft: (conversation: Id, audience: Audience) => ['draft', conversation, audience] as const,
}

export const conversations = {
  list: (filter: Filter, cursor: string | null, signal?: AbortSignal) => get<List<Conversation>>('/conversations', { ...filter, sort: 'activity', limit: 50, cursor }, signal),
  ofCustomer: (customer: Id) => get<List<Conversation>>('/conversations', { customer, sort: 'activity', limit: 6 }),
  counts: () => get<ConversationCounts>('/conversations/counts'),
  one: (number: string, signal?: AbortSignal) => get<Conversation>(`/conversations/${number}`, undefined, signal),
  open: (wanted: NewConversation) => post<Conversation>('/conversations', wanted),
  change: (id: Id, change: ConversationChange, sequence: number) => patch<Conversation>(`/conversations/${id}`, change, { headers: { 'If-Match': `"${sequence}"` } }),
  read: (id: Id, sequence: number) => post(`/conversations/${id}/read`, { sequence }),
  unread: (id: Id) => post(`/conversations/${id}/unread`),
  messages: (id: Id, cursor: string | null) => get<List<Message>>(`/conversations/${id}/messages`, { order: 'desc', limit: 50, cursor }),
  events: (id: Id) => get<List<LogEvent>>(`/conversations/${id}/events`, { limit: 200 }),
  say: (id: Id, message: NewMessage, key: string) => post<Message>(`/conversations/${id}/messages`, message, { headers: { 'Idempotency-Key': key } }),
  undo: (message: Id) => post<{ draft: Draft }>(`/messages/${message}/undo`),
  retry: (message: Id) => post<Message>(`/messages/${message}/retry`),
  redact: (message: Id, words: string[], files: Id[]) => post<Message>(`/messages/${message}/redact`, { words, files }),
  signature: (id: Id) => get<{ text: string }>(`/conversations/${id}/signature`),
  tags: (q: string) => get<List<string>>('/tags', { q }),
  draft: (id: Id, audience: Audience) => get<Draft>(`/conversations/${id}/draft`, { audience }),
  keepDraft: (id: Id, audience: Audience, draft: DraftContent) => put<Draft>(`/conversations/${id}/draft`, draft, { query: { audience } }),
  keepFile: (id: Id, audience: Audience, file: File, contentId: string | undefined, onProgress: (share: number) => void, signal: AbortSignal) => upload<Attachment>(`/conversations/${id}/draft/files`, { audience, fileName: file.name, contentId }, file, onProgress, signal),
  copyFiles: (id: Id, audience: Audience, message: Id) => post<List<Attachment>>(`/conversations/${id}/draft/files/copy`, undefined, { query: { audience, message } }),
  dropFile: (id: Id, file: Id) => remove(`/conversations/${id}/draft/files/${file}`),
  dropDraft: (id: Id, audience: Audience) => remove(`/conversations/${id}/draft`, { audience }),
}
