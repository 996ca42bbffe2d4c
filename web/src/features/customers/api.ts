import { get, patch, post, type Conversation, type Customer, type Id, type List } from '@/api'

export const customers = {
  find: (q: string, limit = 8) => get<List<Customer>>('/customers', { q, limit }),
  one: (id: Id) => get<Customer>(`/customers/${id}`),
  create: (customer: { name: string; contactPoints: { kind: 'email'; value: string }[] }) => post<Customer>('/customers', customer),
  change: (id: Id, change: Partial<Pick<Customer, 'name' | 'language' | 'notes'>>) => patch<Customer>(`/customers/${id}`, change),
  changePoint: (id: Id, point: Id, change: { verified?: boolean; undeliverable?: false }) => patch<Customer>(`/customers/${id}/contact-points/${point}`, change),
  byAddress: (email: string) => get<List<Customer>>('/customers', { email, limit: 1 }),
  conversations: (id: Id) => get<List<Conversation>>('/conversations', { customer: id, sort: 'activity', limit: 7 }),
}
