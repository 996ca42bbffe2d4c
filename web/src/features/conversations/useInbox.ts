import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Id, View } from '@/api'
import { conversations, keys, type Filter } from './api'

/** Where the agent is: the view, the inbox filter and the open conversation, all from the address. */
export function usePlace() {
  const route = useRoute()
  const router = useRouter()
  const saved = computed(() => (String(route.params.view).startsWith('view-') ? String(route.params.view).slice(5) : null))
  const view = computed(() => (saved.value ? 'saved' : (route.params.view ?? 'mine')) as View)
  const asked = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : undefined)
  const inbox = computed(() => asked('inbox'))
  const brand = computed(() => asked('brand'))
  const number = computed(() => (typeof route.params.number === 'string' && route.params.number ? route.params.number : null))
  const filter = computed<Filter>(() => ({ view: view.value, inbox: inbox.value, brand: brand.value, ...(saved.value ? { saved: saved.value } : {}) }))

  const link = (to: { view?: View; saved?: Id; number?: number | null; inbox?: string | null; brand?: string | null }) => ({
    name: 'inbox',
    params: { view: to.saved ? `view-${to.saved}` : (to.view ?? (saved.value ? `view-${saved.value}` : view.value)), number: to.number === undefined ? number.value : to.number },
    query: { inbox: to.inbox === undefined ? inbox.value : (to.inbox ?? undefined), brand: to.brand === undefined ? brand.value : (to.brand ?? undefined) },
  })
  const open = (to: number | null, replace = false) => router[replace ? 'replace' : 'push'](link({ number: to }))

  return { view, saved, inbox, brand, number, filter, link, open }
}

export function useCounts() {
  return useQuery({ queryKey: keys.counts, queryFn: conversations.counts, refetchInterval: 120_000 })
}

/** The list of a view, page after page. */
export function useRows() {
  const { filter } = usePlace()
  const query = useInfiniteQuery({
    queryKey: computed(() => keys.list(filter.value)),
    queryFn: ({ pageParam, signal }) => conversations.list(filter.value, pageParam, signal),
    refetchInterval: () => (filter.value.view === 'untouched' || filter.value.view === 'saved' ? 60_000 : false),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const rows = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { ...query, rows }
}
