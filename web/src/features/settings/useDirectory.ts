import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type Acknowledgement, type Agent, type ApiKey, type Brand, type Id, type Inbox, type List, type Mailbox, type RoleRights, type Team } from '@/api'

/** Every item of a list that is short enough to show whole. */
export async function everyItem<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null | undefined
  do {
    const page: List<T> = await get<List<T>>(path, { limit: 200, cursor }, signal)
    items.push(...page.items)
    cursor = page.next
  } while (cursor)
  return items
}

function useEvery<T>(key: string, path: string, every: number | false = false) {
  return useQuery({ queryKey: ['settings', key], queryFn: ({ signal }) => everyItem<T>(path, signal), staleTime: 0, refetchInterval: every })
}

/** What customers of an inbox are told when their mail has come; nothing to ask for without an inbox. */
export const useAcknowledgements = (inbox: () => Id | undefined) => useQuery({
  queryKey: computed(() => ['settings', 'acknowledgements', inbox()]),
  queryFn: async ({ signal }) => (await get<List<Acknowledgement>>(`/inboxes/${inbox()}/acknowledgements`, undefined, signal)).items,
  enabled: computed(() => Boolean(inbox())),
  staleTime: 0,
})

/** The things that settings are about. */
export const useMailboxes = () => useEvery<Mailbox>('mailboxes', '/mailboxes', 5000)
export const useInboxes = () => useEvery<Inbox>('inboxes', '/inboxes')
export const useBrands = () => useEvery<Brand>('brands', '/brands')
export const useTeams = () => useEvery<Team>('teams', '/teams')
export const useAgents = () => useEvery<Agent>('agents', '/agents')
export const useApiKeys = () => useEvery<ApiKey>('api-keys', '/api-keys')
export const useRoles = () => useEvery<RoleRights>('roles', '/roles')

/** After a change: what hangs together is asked for again, and whatever else shows these lists. */
export function useRefresh() {
  const client = useQueryClient()
  return (...keys: string[]) => Promise.all(keys.flatMap((key) => [client.invalidateQueries({ queryKey: ['settings', key] }), client.invalidateQueries({ queryKey: [key] })]))
}
