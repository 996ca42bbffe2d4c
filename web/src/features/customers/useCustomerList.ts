import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { customers } from './api'

export type CustomerSort = 'newest' | 'name'

/** Customers page by page, and what each of them has with us. */
export function useCustomerList(words: () => string, sort: () => CustomerSort) {
  const list = useInfiniteQuery({
    queryKey: computed(() => ['customers', words(), words() ? '' : sort()]),
    queryFn: ({ pageParam, signal }) => customers.list({ q: words() || undefined, sort: words() ? undefined : sort(), cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
  const rows = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? [])
  const ids = computed(() => rows.value.map((row) => row.id))
  const work = useQuery({
    queryKey: computed(() => ['customers', 'work', ids.value]),
    queryFn: async () => {
      const parts = await Promise.all(Array.from({ length: Math.ceil(ids.value.length / 100) }, (_, at) => customers.work(ids.value.slice(at * 100, at * 100 + 100))))
      return new Map(parts.flatMap((part) => part.items).map((one) => [one.customer, one]))
    },
    enabled: computed(() => ids.value.length > 0),
    placeholderData: keepPreviousData,
  })
  return { list, rows, work: work.data }
}
