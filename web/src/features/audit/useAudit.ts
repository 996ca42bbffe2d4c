import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { get, type AuditEntry, type List, type Query } from '@/api'

const fields = ['actor', 'kind', 'from', 'until'] as const
export type AuditFilter = Partial<Record<(typeof fields)[number], string>>

/** The first moment of a day as the agent's clock has it; days later on wish. */
export function dayStart(day: string, later = 0): string {
  const at = new Date(`${day}T00:00:00`)
  at.setDate(at.getDate() + later)
  return at.toISOString()
}

/** What is looked for stands in the address, so that links, reload and the back key work. */
export function useAuditFilter() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed<AuditFilter>(() => Object.fromEntries(fields.flatMap((field) => (typeof route.query[field] === 'string' && route.query[field] ? [[field, route.query[field]]] : []))))
  const query = computed<Query>(() => ({
    ...filter.value,
    from: filter.value.from && dayStart(filter.value.from),
    until: filter.value.until && dayStart(filter.value.until, 1),
  }))
  const choose = (wanted: AuditFilter) => router.replace({ name: 'audit', query: Object.fromEntries(Object.entries({ ...filter.value, ...wanted }).filter(([, value]) => value)) })
  return { filter, query, choose }
}

export function useAudit(query: () => Query) {
  return useInfiniteQuery({
    queryKey: computed(() => ['audit', query()]),
    queryFn: ({ pageParam, signal }) => get<List<AuditEntry>>('/audit', { ...query(), limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
}
