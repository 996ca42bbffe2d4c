import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { get, type Numbers, type Query } from '@/api'

const fields = ['from', 'until', 'inbox', 'team', 'hours'] as const
export type NumberFilter = Partial<Record<(typeof fields)[number], string>>

/** A day as the agent's clock has it, so many days ago. */
export function dayAgo(days: number, now = new Date()): string {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

/** What is asked for stands in the address, so that links, reload and the back key work. */
export function useNumbers() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed<NumberFilter>(() => Object.fromEntries(fields.flatMap((field) => (typeof route.query[field] === 'string' && route.query[field] ? [[field, route.query[field]]] : []))))
  const query = computed<Query>(() => ({ ...filter.value, from: filter.value.from ?? dayAgo(6), until: filter.value.until ?? dayAgo(0), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }))
  const choose = (wanted: NumberFilter) => router.replace({ name: 'numbers', query: Object.fromEntries(Object.entries({ ...filter.value, ...wanted }).filter(([, value]) => value)) })
  const { data, error, isPending, refetch } = useQuery({
    queryKey: computed(() => ['numbers', query.value]),
    queryFn: ({ signal }) => get<Numbers>('/numbers', query.value, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  return { filter, query, choose, data, error, isPending, refetch }
}
