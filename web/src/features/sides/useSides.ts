import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import type { SideThread, SideThreadChange } from '@/api'
import { usePeople } from '@/app/people'
import { useFormat } from '@/i18n/format'
import { useProblem, useToasts } from '@/ui'
import { keys, sides } from './api'

/** What can be said of a side thread, and done to it. */
export function useSides() {
  const { t } = useI18n()
  const cache = useQueryClient()
  const toasts = useToasts()
  const say = useProblem()
  const { soon } = useFormat()
  const { agentName, teamName } = usePeople()

  function whom(side: SideThread): string {
    if (side.kind === 'outside') return side.conversation.customerName
    return (side.kind === 'team' ? teamName(side.conversation.team) : agentName(side.conversation.assignee)) ?? t('sides.nobody')
  }

  const tone = (side: SideThread) => (side.overdue ? 'bad' : side.answered ? 'ok' : 'flat')

  function state(side: SideThread): string {
    if (side.closed) return t('sides.closed')
    if (side.answered) return t('sides.answered')
    return t(side.overdue ? 'sides.overdue' : 'sides.waits', { at: soon(side.dueAt) })
  }

  async function refresh(): Promise<void> {
    await Promise.all([cache.invalidateQueries({ queryKey: keys.sides }), cache.invalidateQueries({ queryKey: keys.lists })])
  }

  async function change(side: SideThread, wanted: Partial<SideThreadChange>, words: string, back?: Partial<SideThreadChange>): Promise<void> {
    try {
      await sides.change(side.id, wanted)
      await refresh()
      toasts.show({ text: words, ...(back ? { action: { label: t('app.action.undo'), run: () => void change(side, back, t(back.closed ? 'sides.done' : 'sides.again')) } } : {}) })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  return { whom, tone, state, refresh, change }
}
