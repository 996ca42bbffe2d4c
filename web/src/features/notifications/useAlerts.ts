import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { keys, notifications } from './api'
import { chime } from './chime'
import { mayNotify, notify } from './desktop'
import { loud, newestOf } from './loud'

const place = 'centrala.told'

/** Shows and plays what has come since, once for all windows of the browser; what was there at the start is not new. */
export function useAlerts(): () => Promise<void> {
  const cache = useQueryClient()
  const router = useRouter()
  const { t } = useI18n()
  let started = false

  async function look(): Promise<void> {
    const [page, now, wanted] = await Promise.all([
      notifications.list(true, null),
      notifications.count(),
      cache.fetchQuery({ queryKey: keys.preferences, queryFn: notifications.preferences, staleTime: 300_000 }),
    ])
    const before = localStorage.getItem(place) ?? ''
    const newest = newestOf(page.items)
    if (newest > before) localStorage.setItem(place, newest)
    if (!started) {
      started = true
      return
    }
    const { shown, heard } = loud(page.items, before, wanted, now.quiet)
    if (heard) void chime(wanted.volume)
    for (const { group, index } of mayNotify() ? shown : []) {
      const one = group.newest[index]
      if (!one) continue
      const who = one.by.name ?? group.conversation.customerName
      notify(group.conversation.id, `${t(`notifications.kind.${one.kind}`)} · ${who}`, group.conversation.subject || t('conversations.noSubject'), () => void router.push({ path: `/inbox/open/${group.conversation.number}`, query: one.message ? { message: one.message } : {} }))
    }
  }

  /** One window at a time, so that no two take the same for new. */
  return async () => {
    try {
      await ('locks' in navigator ? navigator.locks.request(place, look) : look())
    } catch {
      // It is told again with the next one, and stands in the list.
    }
  }
}
