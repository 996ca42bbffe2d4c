import { get, post, put, remove, type Id, type List, type NewSavedView, type SavedView, type SavedViewCount, type ViewCondition } from '@/api'

export const viewKeys = { all: ['views'] as const, list: ['views', 'list'] as const, counts: ['views', 'counts'] as const }

export const savedViews = {
  list: () => get<List<SavedView>>('/views', { usable: true }),
  counts: () => get<Record<Id, SavedViewCount>>('/views/counts'),
  count: (conditions: ViewCondition[]) => post<SavedViewCount>('/views/count', { conditions }),
  make: (view: NewSavedView) => post<SavedView>('/views', view),
  change: (id: Id, view: NewSavedView, sequence: number) => put<SavedView>(`/views/${id}`, view, { headers: { 'If-Match': `"${sequence}"` } }),
  remove: (id: Id) => remove(`/views/${id}`),
  restore: (id: Id) => post<SavedView>(`/views/${id}/restore`),
  order: (views: Id[]) => put<List<SavedView>>('/views/order', { views }),
}
