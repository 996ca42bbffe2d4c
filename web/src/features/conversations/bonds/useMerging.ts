import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Conversation, Id } from '@/api'
import { useSession } from '@/app/session'
import { useProblem, useToasts } from '@/ui'
import { conversations, keys } from '../api'
import { applyConversation } from '../cache'
import { usePlace } from '../useInbox'

/** What is merged into a conversation: its messages are read anew whenever that changes. */
export function useMerged(conversation: () => Conversation) {
  const cache = useQueryClient()
  const query = useQuery({ queryKey: computed(() => keys.merged(conversation().id)), queryFn: () => conversations.merged(conversation().id) })
  const merged = computed(() => query.data.value?.items ?? [])
  watch(() => merged.value.map((one) => one.conversation.id).join(), (now, before) => {
    if (query.isFetched.value && now !== before) void cache.invalidateQueries({ queryKey: keys.messages(conversation().id) })
  })
  return merged
}

/** Merging and taking it back, with words about it. */
export function useMerging() {
  const { t } = useI18n()
  const cache = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const say = useProblem()
  const router = useRouter()
  const { link } = usePlace()

  function show(row: Conversation): void {
    applyConversation(cache, row, session.agent?.id ?? '')
    void cache.invalidateQueries({ queryKey: keys.messages(row.id) })
    void cache.invalidateQueries({ queryKey: keys.lists })
    void cache.invalidateQueries({ queryKey: ['customer-conversations'] })
  }

  async function merge(into: Conversation, from: Conversation[]): Promise<boolean> {
    try {
      const row = await conversations.merge(into.id, from.map((one) => one.id), into.sequence)
      show(row)
      await router.push(link({ number: row.number }))
      toasts.show({
        text: t('conversations.bond.merged', { n: from.length, number: row.number }, from.length), life: 10_000,
        action: { label: t('app.action.undo'), run: () => void takeBack(from.map((one) => one.id)) },
      })
      return true
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
      return false
    }
  }

  async function takeBack(ids: Id[]): Promise<void> {
    try {
      for (const id of ids) show(await conversations.unmerge(id))
      await cache.invalidateQueries({ queryKey: ['conversation'] })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  async function unmerge(one: Pick<Conversation, 'id' | 'number'>): Promise<void> {
    await takeBack([one.id])
    toasts.show({ text: t('conversations.bond.unmerged', { number: one.number }) })
  }

  return { merge, unmerge }
}
