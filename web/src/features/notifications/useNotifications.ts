import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Id, NotificationGroup } from '@/api'
import { useLastAction } from '@/app/lastAction'
import { useLive } from '@/app/live'
import { useProblem, useToasts } from '@/ui'
import { keys, notifications } from './api'
import { useAlerts } from './useAlerts'

/** Whether the panel is open; the bell, the key and the palette open it. */
export const panel = ref(false)

export function useNotificationCount() {
  return useQuery({ queryKey: keys.count, queryFn: notifications.count, refetchInterval: 120_000 })
}

/** How the agent wants to be told. */
export function usePreferences() {
  return useQuery({ queryKey: keys.preferences, queryFn: notifications.preferences, staleTime: 300_000 })
}

/** Fetches what one is told anew whenever the server says that it is other; runs once, beside the bell. */
export function useLiveNotifications(): void {
  const cache = useQueryClient()
  const live = useLive()
  const alert = useAlerts()
  function again(): void {
    void cache.invalidateQueries({ queryKey: keys.all })
    void alert()
  }
  const forget = live.listen((frame) => {
    if (frame.type === 'reset' || frame.type === 'rights' || (frame.type === 'nudge' && frame.about === 'notifications')) again()
  })
  // Words that were said meanwhile are kept by nobody.
  watch(() => live.connected, (now) => (now ? again() : undefined))
  onScopeDispose(forget)
}

export function useNotificationList(unread: () => boolean) {
  const query = useInfiniteQuery({
    queryKey: computed(() => keys.list(unread())),
    queryFn: ({ pageParam }) => notifications.list(unread(), pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const groups = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { ...query, groups }
}

/** Marks as read and unread, with a way back. */
export function useMarking() {
  const cache = useQueryClient()
  const toasts = useToasts()
  const actions = useLastAction()
  const say = useProblem()
  const { t } = useI18n()

  async function tell(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
    await cache.invalidateQueries({ queryKey: keys.all })
  }

  /** What has come since `until` was shown stays unread. */
  const readAll = (until: Id | undefined) => tell(async () => {
    const marked = await notifications.read(until ? { until } : {})
    if (!marked.count) return
    const text = t('notifications.done', marked.count)
    toasts.show({ text, action: { label: t('app.action.undo'), shortcut: 'Z', run: actions.offer(text, () => tell(() => notifications.unread({ readAt: marked.readAt }))) } })
  })

  const toggle = (group: NotificationGroup) => tell(() => (group.unread ? notifications.read({ conversation: group.conversation.id }) : notifications.unread({ conversation: group.conversation.id })))

  return { readAll, toggle }
}

/** What is told of the conversation that somebody looks at is read by that. */
export function useReadWhileSeen(conversation: () => Id | undefined): void {
  const cache = useQueryClient()
  const { data } = useNotificationCount()

  async function see(): Promise<void> {
    const id = conversation()
    if (!id || !data.value?.unread || document.visibilityState !== 'visible') return
    const marked = await notifications.read({ conversation: id }).catch(() => null)
    if (marked?.count) await cache.invalidateQueries({ queryKey: keys.all })
  }

  watch([conversation, () => data.value?.unread], () => void see(), { immediate: true })
  document.addEventListener('visibilitychange', see)
  onScopeDispose(() => document.removeEventListener('visibilitychange', see))
}
