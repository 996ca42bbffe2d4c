import { call, get, patch, post, put, type Company, type CompanyDetails, type CompanyWork, type Conversation, type Customer, type Id, type List } from '@/api'

const ifMatch = (thing: { sequence: number }) => ({ headers: { 'If-Match': `"${thing.sequence}"` } })
const open = 'new,open,pending,on_hold'

export const companies = {
  list: (query: { q?: string; limit?: number; cursor?: string | null }, signal?: AbortSignal) => get<List<Company>>('/companies', { limit: 50, ...query }, signal),
  one: (id: Id) => get<Company>(`/companies/${id}`),
  create: (details: CompanyDetails) => post<Company>('/companies', details),
  change: (company: Company, details: CompanyDetails) => patch<Company>(`/companies/${company.id}`, details, ifMatch(company)),
  remove: (company: Company) => call('DELETE', `/companies/${company.id}`, ifMatch(company)),
  people: (id: Id, cursor: string | null) => get<List<Customer>>(`/companies/${id}/people`, { limit: 50, cursor }),
  work: (id: Id) => get<CompanyWork>(`/companies/${id}/work`),
  conversations: (id: Id, query: { open?: boolean; limit: number; cursor?: string | null }) => get<List<Conversation>>('/conversations', { company: id, sort: 'activity', status: query.open ? open : undefined, limit: query.limit, cursor: query.cursor }),
  choose: (customer: Customer, company: Id | null) => put<Customer>(`/customers/${customer.id}/company`, { company }, ifMatch(customer)),
  unchoose: async (customer: Customer) => (await call<Customer>('DELETE', `/customers/${customer.id}/company`, ifMatch(customer))).data,
}
