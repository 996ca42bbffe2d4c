import { QueryClient } from '@tanstack/vue-query'
import { Problem } from '@/api'

/** Answers stay fresh while the live connection patches them; only a missing network is worth a second try. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
    },
  },
})
