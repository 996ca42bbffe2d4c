import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type ComponentPublicInstance } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Conversation } from '@/api'
import { useActions, type Action } from '@/app/actions'
import { useSession } from '@/app/session'
import { useFormat } from '@/i18n/format'
import { useProblem, useToasts } from '@/ui'
import { conversations } from '../api'
import { applyConversation } from '../cache'
import { openStatuses } from '../rows'
import { useChange } from '../useChange'
import { usePlace } from '../useInbox'
import { usePrint } from './usePrint'

/** What can be done to the open conversation as a whole, by button, key and palette. */
export function useHeadActions(conversation: () => Conversation) {
  const { t } = useI18n()
  const session = useSession()
  const toasts = useToasts()
  const say = useProblem()
  const cache = useQueryClient()
  const { soon } = useFormat()
  const { open } = usePlace()
  const { change } = useChange(conversation)
  const { print } = usePrint(conversation)
  const chips = shallowRef<{ assign: () => void } | null>(null)
  const pickers = (element: Element | ComponentPublicInstance | null) => (chips.value = element as unknown as { assign: () => void } | null)
  const mayUpdate = computed(() => session.may('conversation.update'))

  const solve = () => void change({ status: 'solved' }, t('conversations.done.solved', { number: conversation().number }))
  const reopen = () => void change({ status: 'open' })
  const junk = () => void change({ spam: true }, t('conversations.done.junk', { number: conversation().number }))
  const restore = () => void change({ spam: false }, t('conversations.done.restored', { number: conversation().number }))
  const snoozing = ref(false)
  function snooze(until: Date | null): void {
    snoozing.value = false
    const { number } = conversation()
    void change({ snoozedUntil: until?.toISOString() ?? null }, until ? t('snooze.done', { number, at: soon(until.toISOString()) }) : t('snooze.woken', { number }))
  }
  const toMe = () => session.agent && void change({ assignee: session.agent.id }, t('conversations.done.assigned'))

  async function markUnread(): Promise<void> {
    const row = conversation()
    await open(null)
    try {
      await conversations.unread(row.id)
      if (session.agent) applyConversation(cache, { ...row, unread: true }, session.agent.id)
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  const changes = (): Action[] => [
    { id: 'assign', group: 'conversation', icon: 'user-plus', keys: 'a', label: () => t('conversations.action.assign'), hint: () => t('conversations.hint.assign'), run: () => chips.value?.assign() },
    { id: 'assignMe', group: 'conversation', icon: 'user-round-check', keys: 'shift+a', label: () => t('conversations.action.assignMe'), run: toMe },
    openStatuses.includes(conversation().status)
      ? { id: 'solve', group: 'conversation', icon: 'check', keys: 'e', label: () => t('conversations.action.solve'), hint: () => t('conversations.hint.solve'), run: solve }
      : { id: 'reopen', group: 'conversation', icon: 'rotate-ccw', label: () => t('conversations.action.reopen'), run: reopen },
    ...(openStatuses.includes(conversation().status) && !conversation().spam ? [{ id: 'snooze', group: 'conversation' as const, icon: 'alarm-clock' as const, keys: 's', label: () => t('snooze.action'), hint: () => t('snooze.hintWord'), run: () => void (snoozing.value = true) }] : []),
    conversation().spam
      ? { id: 'restore', group: 'conversation', icon: 'undo-2', keys: '!', label: () => t('conversations.action.restore'), run: restore }
      : { id: 'junk', group: 'conversation', icon: 'trash-2', keys: '!', label: () => t('conversations.action.junk'), run: junk },
    { id: 'pending', group: 'conversation', icon: 'clock', label: () => t('conversations.action.pending'), run: () => void change({ status: 'pending' }) },
  ]
  useActions(() => [
    ...(mayUpdate.value ? changes() : []),
    { id: 'print', group: 'conversation', icon: 'printer', label: () => t('conversations.action.print'), run: () => void print() },
    { id: 'unread', group: 'conversation', icon: 'mail', label: () => t('conversations.action.unread'), run: () => void markUnread() },
  ])

  return { snoozing, snooze, solve, reopen, restore, markUnread, print, pickers, mayUpdate }
}
