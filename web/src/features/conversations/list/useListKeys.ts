import { watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Conversation } from '@/api'
import { useActions } from '@/app/actions'
import { usePlace } from '../useInbox'

/** J and K walk the list. The place is remembered, so that they go on when the open row has left it. */
export function useListKeys(rows: Ref<Conversation[]>, reveal: (index: number) => void): void {
  const { t } = useI18n()
  const { number, open } = usePlace()
  let last = -1
  const here = () => rows.value.findIndex((row) => String(row.number) === number.value)

  watch([number, rows], () => {
    const index = here()
    if (index >= 0) last = index
  }, { immediate: true })

  function move(step: 1 | -1): void {
    const index = here()
    const from = index >= 0 ? index : step > 0 ? last - 1 : last
    const to = Math.min(rows.value.length - 1, Math.max(0, from + step))
    const row = rows.value[to]
    if (!row || to === index) return
    last = to
    reveal(to)
    void open(row.number, number.value !== null)
  }

  useActions(() => [
    { id: 'list.next', group: 'go', icon: 'arrow-down', keys: 'j', keyOnly: true, label: () => t('conversations.action.next'), hint: () => t('conversations.hint.move'), run: () => move(1) },
    { id: 'list.previous', group: 'go', icon: 'arrow-up', keys: 'k', keyOnly: true, label: () => t('conversations.action.previous'), run: () => move(-1) },
  ])
}
