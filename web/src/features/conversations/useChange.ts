import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { Problem, type Conversation, type ConversationChange } from '@/api'
import { useSession } from '@/app/session'
import { useProblem, useToasts } from '@/ui'
import { conversations, keys } from './api'
import { applyConversation } from './cache'

/** Changes fields of a conversation: shown at once, taken back with the reason when the server refuses. */
export function useChange(conversation: () => Conversation) {
  const cache = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const say = useProblem()
  const { t } = useI18n()
  const me = () => session.agent?.id ?? ''

  async function change(wanted: ConversationChange, done?: string): Promise<boolean> {
    const before = conversation()
    cache.setQueryData(keys.one(String(before.number)), { ...before, ...wanted })
    try {
      applyConversation(cache, await conversations.change(before.id, wanted, before.sequence), me())
      if (wanted.tags) void cache.invalidateQueries({ queryKey: ['tags'] })
      if (done) toasts.show({ text: done, action: { label: t('app.action.undo'), run: () => void change(reverse(before, wanted)) } })
      return true
    } catch (error) {
      const newest = error instanceof Problem ? (error.body.conversation as Conversation | undefined) : undefined
      cache.setQueryData(keys.one(String(before.number)), newest ?? before)
      toasts.show({ text: say(error), tone: 'bad' })
      return false
    }
  }

  return { change }
}

function reverse(before: Conversation, wanted: ConversationChange): ConversationChange {
  return Object.fromEntries(Object.keys(wanted).map((field) => [field, before[field as keyof ConversationChange]]))
}
