import { get, patch, post, put, remove, upload, type Attachment, type Audience, type BulkChange, type BulkOutcome, type Conversation, type ConversationChange, type ConversationCounts, type Draft, type DraftContent, type Hint, type Id, type Link, type LinkKind, type Linked, type List, type LogEvent, type MergePreview, type Merged, type Message, type NewConversation, type NewMessage, type View } from '@/api'

/** What a list shows: a view, and one inbox or all. */
export interface Filter { view: View; inbox?: Id }

export const keys = {
  lists: ['conversations'] as const,
  list: (filter: Filter) => ['conversations', filter] as const,
  counts: ['counts'] as const,
  one: (number: string) => ['conversation', number] as const,
  messages: (conversation: Id) => ['messages', conversation] as const,
  events: (conversation: Id) => ['events', conversation] as const,
  links: (conversation: Id) => ['links', conversation] as const,
  merged: (conversation: Id) => ['merged', conversation] as const,
  hints: (conversation: Id) => ['hints', conversation] as const,
  draft: (conversation: Id, audience: Audience) => ['draft', conversation, audience] as const,
}

export const conversations = {
  list: (filter: Filter, cursor: string | null, signal?: AbortSignal) => get<List<Conversation>>('/conversations', { ...filter, sort: filter.view === 'snoozed' ? 'waking' : filter.view === 'untouched' ? 'touched' : 'activity', limit: 50, cursor }, signal),
  ofCustomer: (customer: Id) => get<List<Conversation>>('/conversations', { customer, sort: 'activity', limit: 6 }),
  counts: () => get<ConversationCounts>('/conversations/counts'),
  one: (number: string, signal?: AbortSignal) => get<Conversation>(`/conversations/${number}`, undefined, signal),
  open: (wanted: NewConversation) => post<Conversation>('/conversations', wanted),
  change: (id: Id, change: ConversationChange, sequence: number) => patch<Conversation>(`/conversations/${id}`, change, { headers: { 'If-Match': `"${sequence}"` } }),
  bulk: (wanted: BulkChange) => post<List<BulkOutcome>>('/conversations/bulk', wanted),
  read: (id: Id, sequence: number) => post(`/conversations/${id}/read`, { sequence }),
  unread: (id: Id) => post(`/conversations/${id}/unread`),
  messages: (id: Id, cursor: string | null) => get<List<Message>>(`/conversations/${id}/messages`, { order: 'desc', limit: 50, cursor }),
  events: (id: Id) => get<List<LogEvent>>(`/conversations/${id}/events`, { limit: 200 }),
  say: (id: Id, message: NewMessage, key: string) => post<Message>(`/conversations/${id}/messages`, message, { headers: { 'Idempotency-Key': key } }),
  undo: (message: Id) => post<{ draft: Draft }>(`/messages/${message}/undo`),
  retry: (message: Id) => post<Message>(`/messages/${message}/retry`),
  redact: (message: Id, words: string[], files: Id[]) => post<Message>(`/messages/${message}/redact`, { words, files }),
  signature: (id: Id) => get<{ text: string }>(`/conversations/${id}/signature`),
  find: (q: string, limit = 8) => get<List<Conversation>>('/conversations', { q, sort: 'activity', limit }),
  links: (id: Id) => get<Linked>(`/conversations/${id}/links`),
  link: (id: Id, kind: LinkKind, conversation: Id) => post<Link>(`/conversations/${id}/links`, { kind, conversation }),
  unlink: (id: Id, link: Id) => remove(`/conversations/${id}/links/${link}`),
  merged: (id: Id) => get<List<Merged>>(`/conversations/${id}/merged`),
  mergePreview: (into: Id, from: Id[]) => post<MergePreview>(`/conversations/${into}/merge/preview`, { conversations: from }),
  merge: (into: Id, from: Id[], sequence?: number) => post<Conversation>(`/conversations/${into}/merge`, { conversations: from }, { headers: sequence ? { 'If-Match': `"${sequence}"` } : {} }),
  hints: (id: Id) => get<List<Hint>>(`/conversations/${id}/hints`),
  decideHint: (id: Id, hint: Id, decision: 'accept' | 'dismiss') => post<Conversation>(`/conversations/${id}/hints/${hint}/${decision}`),
  unmerge: (id: Id) => post<Conversation>(`/conversations/${id}/unmerge`),
  tags: (q: string) => get<List<string>>('/tags', { q }),
  draft: (id: Id, audience: Audience) => get<Draft>(`/conversations/${id}/draft`, { audience }),
  keepDraft: (id: Id, audience: Audience, draft: DraftContent) => put<Draft>(`/conversations/${id}/draft`, draft, { query: { audience } }),
  keepFile: (id: Id, audience: Audience, file: File, contentId: string | undefined, onProgress: (share: number) => void, signal: AbortSignal) => upload<Attachment>(`/conversations/${id}/draft/files`, { audience, fileName: file.name, contentId }, file, onProgress, signal),
  copyFiles: (id: Id, audience: Audience, message: Id) => post<List<Attachment>>(`/conversations/${id}/draft/files/copy`, undefined, { query: { audience, message } }),
  dropFile: (id: Id, file: Id) => remove(`/conversations/${id}/draft/files/${file}`),
  dropDraft: (id: Id, audience: Audience) => remove(`/conversations/${id}/draft`, { audience }),
}
