import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Id, NewSavedView, SavedView } from '@/api'
import { useLastAction } from '@/app/lastAction'
import { useSession } from '@/app/session'
import { useFormat } from '@/i18n/format'
import { useProblem, useToasts } from '@/ui'
import { savedViews, viewKeys } from './api'

/** What stands over the page about views: a builder (of a new one, or of a kept one), or their order. */
export const viewDialogs = reactive<{ building: boolean; of: Id | null; arranging: boolean }>({ building: false, of: null, arranging: false })

export function openBuilder(of: Id | null): void {
  viewDialogs.of = of
  viewDialogs.building = true
}

/** The saved views of the agent, in their order, with how many each holds. */
export function useSavedViews() {
  const client = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const last = useLastAction()
  const say = useProblem()
  const { t } = useI18n()
  const { number } = useFormat()
  const list = useQuery({ queryKey: viewKeys.list, queryFn: savedViews.list, refetchInterval: 120_000, enabled: computed(() => session.may('conversation.read')) })
  const counting = useQuery({ queryKey: viewKeys.counts, queryFn: savedViews.counts, refetchInterval: 60_000, enabled: computed(() => Boolean(list.data.value?.items.length)) })
  const views = computed(() => list.data.value?.items ?? [])
  const byId = (id: Id | null | undefined) => views.value.find((one) => one.id === id)
  const countOf = (id: Id) => {
    const found = counting.data.value?.[id]
    return found ? `${number(found.count)}${found.more ? '+' : ''}` : undefined
  }
  const mayChange = (view: SavedView) => view.scope === 'personal' || session.may('knowledge.manage')
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: viewKeys.all })
    await client.invalidateQueries({ queryKey: ['conversations'], predicate: ({ queryKey }) => Boolean((queryKey[1] as { saved?: Id } | undefined)?.saved) })
  }

  async function save(wanted: NewSavedView, of?: SavedView): Promise<SavedView> {
    const kept = of ? await savedViews.change(of.id, wanted, of.sequence) : await savedViews.make(wanted)
    await refresh()
    return kept
  }

  async function remove(view: SavedView): Promise<void> {
    await savedViews.remove(view.id)
    await refresh()
    const undo = last.offer(t('views.undo', { title: view.title }), async () => {
      await savedViews.restore(view.id).then(refresh).catch((error: unknown) => toasts.show({ text: say(error), tone: 'bad' }))
    })
    toasts.show({ text: t('views.deleted', { title: view.title }), action: { label: t('app.action.undo'), shortcut: 'Z', run: undo } })
  }

  async function order(ids: Id[]): Promise<void> {
    const before = client.getQueryData(viewKeys.list)
    client.setQueryData(viewKeys.list, { items: ids.flatMap((id) => byId(id) ?? []), next: null })
    try {
      client.setQueryData(viewKeys.list, await savedViews.order(ids))
    } catch (error) {
      client.setQueryData(viewKeys.list, before)
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  return { views, byId, countOf, mayChange, save, remove, order, isPending: list.isPending }
}
