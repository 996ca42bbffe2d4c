import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { Problem, type Conversation, type ConversationChange } from '@/api'
import { useLastAction } from '@/app/lastAction'
import { useSession } from '@/app/session'
import { askForMissing } from '@/features/fields'
import { useProblem, useToasts } from '@/ui'
import { conversations, keys } from './api'
import { applyConversation } from './cache'
import { reverse } from './reverse'

/** Changes fields of a conversation: shown at once, taken back with the reason when the server refuses, or with Z. */
export function useChange(conversation: () => Conversation) {
  const cache = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const actions = useLastAction()
  const say = useProblem()
  const { t } = useI18n()
  const me = () => session.agent?.id ?? ''

  async function change(wanted: ConversationChange, done?: string): Promise<boolean> {
    const before = conversation()
    cache.setQueryData(keys.one(String(before.number)), shown(before, wanted))
    try {
      const after = await conversations.change(before.id, wanted, before.sequence)
      applyConversation(cache, after, me())
      if (wanted.tags ?? wanted.addTags) void cache.invalidateQueries({ queryKey: ['tags'] })
      const undo = actions.offer(done ?? t('conversations.done.changed', { number: before.number }), () => takeBack(before, after))
      if (done) toasts.show({ text: done, action: { label: t('app.action.undo'), shortcut: 'Z', run: undo } })
      return true
    } catch (error) {
      const newest = error instanceof Problem ? (error.body.conversation as Conversation | undefined) : undefined
      cache.setQueryData(keys.one(String(before.number)), newest ?? before)
      toasts.show({ text: say(error), tone: 'bad' })
      askForMissing(error, before.id)
      return false
    }
  }

  /** Refused when somebody has changed the same meanwhile: theirs stays. */
  async function takeBack(before: Conversation, after: Conversation): Promise<void> {
    const back = reverse(before, after)
    if (!back) return
    try {
      applyConversation(cache, await conversations.change(before.id, back, after.sequence), me())
      toasts.show({ text: t('app.action.undone') })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  return { change }
}

/** How it will be: tags that are put on or taken off are a part of all its tags. */
function shown(before: Conversation, { addTags, removeTags, ...wanted }: ConversationChange): Conversation {
  const tags = wanted.tags ?? [...before.tags.filter((tag) => !removeTags?.includes(tag)), ...(addTags ?? []).filter((tag) => !before.tags.includes(tag))]
  const fields = Object.fromEntries(Object.entries({ ...before.fields, ...wanted.fields }).filter(([, value]) => value !== null && value !== false))
  return { ...before, ...wanted, tags, fields } as Conversation
}
