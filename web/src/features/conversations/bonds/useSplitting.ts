import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Conversation, Id } from '@/api'
import { useLastAction } from '@/app/lastAction'
import { useToasts } from '@/ui'
import { conversations, keys } from '../api'
import { usePlace } from '../useInbox'
import { useMerging } from './useMerging'

/** Splitting messages off, with the way back. */
export function useSplitting() {
  const { t } = useI18n()
  const cache = useQueryClient()
  const toasts = useToasts()
  const router = useRouter()
  const lastAction = useLastAction()
  const { link } = usePlace()
  const { merge } = useMerging()

  async function split(from: Conversation, messages: Id[], subject: string): Promise<void> {
    const made = await conversations.split(from.id, messages, subject)
    for (const queryKey of [keys.messages(from.id), keys.events(from.id), keys.links(from.id), keys.lists, keys.counts, ['conversation'], ['customer-conversations']]) {
      void cache.invalidateQueries({ queryKey })
    }
    await router.push(link({ number: made.number }))
    const text = t('conversations.splitting.done', { number: made.number })
    toasts.show({ text, life: 10_000, action: { label: t('app.action.undo'), run: lastAction.offer(text, async () => void (await merge({ ...from, sequence: 0 }, [made]))) } })
  }

  return { split }
}
