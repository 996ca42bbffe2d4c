import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { get, type Webhook } from '@/api'
import { everyItem } from '../useDirectory'

/** All webhooks; looked at again while the page is open, since they change by what happens elsewhere. */
export const useWebhooks = () => useQuery({ queryKey: ['settings', 'webhooks'], queryFn: ({ signal }) => everyItem<Webhook>('/webhooks', signal), staleTime: 0, refetchInterval: 5000 })

/** What can be asked for. */
export const useWebhookKinds = () => useQuery({ queryKey: ['settings', 'webhook-kinds'], queryFn: async ({ signal }) => (await get<{ items: string[] }>('/webhooks/kinds', undefined, signal)).items })

export function useWebhookRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['settings', 'webhooks'] })
}
