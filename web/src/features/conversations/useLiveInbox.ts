import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Conversation, LiveFrame } from '@/api'
import { useLive } from '@/app/live'
import { useSession } from '@/app/session'
import { useTabTitle } from '@/app/tabTitle'
import { mayNotify, notify, useNotificationCount, usePreferences } from '@/features/notifications'
import { useToasts } from '@/ui'
import { keys } from './api'
import { applyConversation, applyGone, applyMessage, applyReset } from './cache'
import { useCounts } from './useInbox'

/** Lets what the server tells flow into everything that is shown; runs once, beside the shell. */
export function useLiveInbox(): void {
  const cache = useQueryClient()
  const live = useLive()
  const session = useSession()
  const router = useRouter()
  const toasts = useToasts()
  const { unread } = useTabTitle()
  const { t } = useI18n()
  const { data: counts } = useCounts()
  const { data: preferences } = usePreferences()
  const { data: told } = useNotificationCount()
  const seen = ref(new Map<string, number>())

  function announce(row: Conversation): void {
    const fresh = (seen.value.get(row.id) ?? 0) < row.messageCount
    seen.value.set(row.id, row.messageCount)
    if (row.sideOf) {
      if (fresh && row.assignee === session.agent?.id && row.lastMessage?.actor.id !== session.agent?.id) announceSide(row)
      return
    }
    // What is theirs or followed is told by the notifications.
    const forMe = row.assignee === null && !row.following && preferences.value?.unassigned !== false && !told.value?.quiet
    if (!fresh || row.spam || !row.unread || !forMe || row.lastMessage?.direction !== 'inbound' || !mayNotify()) return
    notify(row.id, t('conversations.live.newMail', { name: row.customerName }), row.subject, () => void router.push(`/conversations/${row.number}`))
  }

  /** What was asked of me beside a conversation, or answered. */
  function announceSide(row: Conversation): void {
    const text = t('sides.news', { subject: row.subject })
    const look = () => void router.push(`/conversations/${row.number}`)
    if (mayNotify() && !told.value?.quiet) notify(row.id, text, row.preview, look)
    else toasts.show({ text, action: { label: t('sides.look'), run: look } })
  }

  /** Mail that came back is news to whoever wrote it or has the conversation: the server says who that is. */
  function announceBounce(row: Conversation): void {
    const text = t('conversations.live.bounced', { number: row.number })
    if (document.visibilityState === 'visible') toasts.show({ text, tone: 'bad', action: { label: t('conversations.live.look'), run: () => void router.push(`/conversations/${row.number}`) } })
  }

  /** What was snoozed is news to whoever has it; unassigned, the list shows it. */
  function announceWoken(row: Conversation): void {
    if (row.assignee !== session.agent?.id) return
    const text = t('snooze.back', { number: row.number })
    const look = () => void router.push(`/conversations/${row.number}`)
    if (document.visibilityState === 'visible') toasts.show({ text, action: { label: t('snooze.look'), run: look } })
  }

  /** A row that tells of more messages than the open timeline has means that a frame was missed. */
  function fillGap(row: Conversation): void {
    setTimeout(() => {
      const loaded = cache.getQueryData<{ pages: { items: { sequence: number }[]; next: string | null }[] }>(keys.messages(row.id))
      const all = loaded && !loaded.pages.at(-1)?.next
      if (loaded && all && loaded.pages.reduce((sum, page) => sum + page.items.length, 0) < row.messageCount) void cache.invalidateQueries({ queryKey: keys.messages(row.id) })
    }, 400)
  }

  function hear(frame: LiveFrame): void {
    switch (frame.type) {
      case 'conversation':
        applyConversation(cache, frame.conversation, session.agent?.id ?? '')
        announce(frame.conversation)
        if (frame.conversation.cameBack) announceBounce(frame.conversation)
        if (frame.woken) announceWoken(frame.conversation)
        fillGap(frame.conversation)
        break
      case 'message': applyMessage(cache, frame.message); break
      case 'gone': applyGone(cache, frame.conversation); break
      case 'reset': applyReset(cache); break
      case 'rights': void session.load().then(() => applyReset(cache)); break
      case 'hello': case 'pong': case 'presence': case 'nudge': break
    }
  }

  const forget = live.listen(hear)
  live.start()
  watch(() => live.connected, (now, before) => {
    if (now && before === false && seen.value.size) void cache.invalidateQueries({ queryKey: ['messages'] })
  })
  watch(() => counts.value?.unreadMine ?? 0, (now) => (unread.value = now), { immediate: true })
  onScopeDispose(() => {
    forget()
    live.stop()
  })
}
