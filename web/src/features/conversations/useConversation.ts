import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, watch } from 'vue'
import type { Conversation } from '@/api'
import { useLive } from '@/app/live'
import { useSession } from '@/app/session'
import { conversations, keys } from './api'
import { applyConversation } from './cache'
import type { Pages } from './rows'

/** The open conversation: at once from the list's row, watched live, read while somebody looks at it. */
export function useConversation(number: () => string, title: (subject: string) => void) {
  const cache = useQueryClient()
  const live = useLive()
  const session = useSession()

  function fromLists(): Conversation | undefined {
    return cache.getQueriesData<Pages>({ queryKey: keys.lists })
      .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
      .find((row) => String(row.number) === number())
  }

  const query = useQuery({
    queryKey: keys.one(number()),
    queryFn: ({ signal }) => conversations.one(number(), signal),
    placeholderData: fromLists,
  })

  async function markRead(): Promise<void> {
    const row = query.data.value
    if (!row?.unread || document.visibilityState !== 'visible' || !session.agent) return
    applyConversation(cache, { ...row, unread: false }, session.agent.id)
    await conversations.read(row.id, row.sequence).catch(() => undefined)
  }

  watch(() => query.data.value?.id, (id, before) => {
    if (before) live.unwatch(before)
    if (id) live.watch(id)
  }, { immediate: true })
  watch(() => [query.data.value?.sequence, query.data.value?.unread], () => void markRead(), { immediate: true })
  watch(() => query.data.value?.subject, (subject) => title(subject ?? ''), { immediate: true })
  document.addEventListener('visibilitychange', markRead)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', markRead)
    if (query.data.value) live.unwatch(query.data.value.id)
  })

  return { conversation: query.data, error: query.error, refetch: query.refetch }
}
