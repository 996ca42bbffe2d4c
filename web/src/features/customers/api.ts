import { call, get, patch, post, put, type ContactPoint, type Conversation, type Customer, type CustomerMergePreview, type CustomerWork, type Erasure, type ErasurePreview, type ErasureReason, type Id, type List, type TimelineEntry } from '@/api'

export const customers = {
  find: (q: string, limit = 8) => get<List<Customer>>('/customers', { q, limit }),
  one: (id: Id) => get<Customer>(`/customers/${id}`),
  create: (customer: { name: string; contactPoints: { kind: 'email'; value: string }[] }) => post<Customer>('/customers', customer),
  list: (query: { q?: string; sort?: string; cursor?: string | null }, signal?: AbortSignal) => get<List<Customer>>('/customers', { ...query, limit: 50 }, signal),
  work: (ids: Id[]) => get<List<CustomerWork>>(`/customers/work?${ids.map((id) => `id=${id}`).join('&')}`),
  timeline: (id: Id, notes: boolean, cursor: string | null) => get<List<TimelineEntry>>(`/customers/${id}/timeline`, { notes, limit: 50, cursor }),
  similar: (id: Id) => get<List<CustomerMergePreview>>(`/customers/${id}/similar`),
  mergePreview: (into: Id, from: Id) => post<CustomerMergePreview>(`/customers/${into}/merge/preview`, { from }),
  merge: (into: Customer, from: Id) => post<Customer>(`/customers/${into.id}/merge`, { from }, { headers: { 'If-Match': `"${into.sequence}"` } }),
  unmerge: (id: Id) => post<Customer>(`/customers/${id}/unmerge`),
  block: (id: Id, blocked: boolean) => put<Customer>(`/customers/${id}/block`, { blocked }),
  setPoints: async (customer: Customer, points: Pick<ContactPoint, 'kind' | 'value'>[]) => (await call<Customer>('PATCH', `/customers/${customer.id}`, { body: { contactPoints: points }, headers: { 'If-Match': `"${customer.sequence}"` } })).data,
  change: (id: Id, change: Partial<Pick<Customer, 'name' | 'language' | 'notes' | 'fields'>>, sequence?: number) => patch<Customer>(`/customers/${id}`, change, sequence === undefined ? {} : { headers: { 'If-Match': `"${sequence}"` } }),
  changePoint: (id: Id, point: Id, change: { verified?: boolean; undeliverable?: false }) => patch<Customer>(`/customers/${id}/contact-points/${point}`, change),
  erasure: (id: Id) => get<ErasurePreview>(`/customers/${id}/erasure`),
  erase: (id: Id, reason: ErasureReason, confirmation: string) => post<Erasure>(`/customers/${id}/erasure`, { reason, confirmation }),
  byAddress: (email: string) => get<List<Customer>>('/customers', { email, limit: 1 }),
  conversations: (id: Id) => get<List<Conversation>>('/conversations', { customer: id, sort: 'activity', limit: 7 }),
}
