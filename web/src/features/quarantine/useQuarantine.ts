import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { get, post, remove, type HeldMail, type InboundRecord, type List } from '@/api'
import { useProblem, useToasts } from '@/ui'

export type Held = HeldMail

/** The held messages, newest first, and what can be done about them. */
export function useQuarantine() {
  const { t } = useI18n()
  const say = useProblem()
  const toasts = useToasts()
  const client = useQueryClient()
  const busy = ref(false)
  const query = useInfiniteQuery({
    queryKey: ['quarantine'],
    queryFn: ({ signal, pageParam }) => get<List<Held>>('/quarantine', { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
  const items = computed(() => (query.data.value?.pages ?? []).flatMap((page) => page.items))

  async function each(chosen: Held[], work: (one: Held) => Promise<boolean>): Promise<number> {
    let good = 0
    busy.value = true
    try {
      for (const one of chosen) if (await work(one)) good++
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    } finally {
      busy.value = false
      await client.invalidateQueries({ queryKey: ['quarantine'] })
    }
    return good
  }

  async function replay(chosen: Held[]): Promise<void> {
    const good = await each(chosen, async ({ id }) => (await post<InboundRecord>(`/quarantine/${id}/replay`)).outcome !== 'quarantined')
    const still = chosen.length - good
    if (good) toasts.show({ text: t('quarantine.read', good) })
    if (still) toasts.show({ text: t('quarantine.still', still), tone: 'bad' })
  }

  async function discard(chosen: Held[]): Promise<void> {
    const gone = await each(chosen, async ({ id }) => remove(`/quarantine/${id}`).then(() => true))
    if (gone) toasts.show({ text: t('quarantine.deleted', gone) })
  }

  return { ...query, items, busy, replay, discard }
}
