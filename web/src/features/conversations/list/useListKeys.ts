import { watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Conversation } from '@/api'
import { useActions } from '@/app/actions'
import { useSelection } from '../bulk/selection'
import { usePlace } from '../useInbox'

/** J and K walk the list. The place is remembered, so that they go on when the open row has left it. */
export function useListKeys(rows: Ref<Conversation[]>, reveal: (index: number) => void): void {
  const { t } = useI18n()
  const { number, open } = usePlace()
  const selection = useSelection()
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

  /** The row that the keys are at: where the last choice was made, else the open one. */
  const pointed = () => {
    const chosen = rows.value.findIndex((row) => row.id === selection.anchor)
    return chosen >= 0 ? chosen : Math.max(0, here(), last)
  }

  function toggle(): void {
    const row = rows.value[selection.count ? pointed() : Math.max(0, here() >= 0 ? here() : last)]
    if (row) selection.toggle(row)
  }

  function extend(step: 1 | -1): void {
    const from = pointed()
    const row = rows.value[from]
    if (!row) return
    if (!selection.count) selection.put([row])
    selection.anchor = row.id
    const to = rows.value[Math.min(rows.value.length - 1, Math.max(0, from + step))]
    if (!to) return
    selection.extend(rows.value, to)
    reveal(rows.value.indexOf(to))
  }

  watch(rows, (now) => selection.refresh(now))

  useActions(() => [
    { id: 'list.choose', group: 'go', icon: 'check', keys: 'x', keyOnly: true, label: () => t('bulk.choose'), run: toggle },
    { id: 'list.chooseNext', group: 'go', icon: 'arrow-down', keys: 'shift+ArrowDown', keyOnly: true, label: () => t('bulk.chooseNext'), run: () => extend(1) },
    { id: 'list.choosePrevious', group: 'go', icon: 'arrow-up', keys: 'shift+ArrowUp', keyOnly: true, label: () => t('bulk.choosePrevious'), run: () => extend(-1) },
    { id: 'list.chooseAll', group: 'go', icon: 'check', label: () => t('bulk.all'), run: () => selection.put(rows.value) },
    { id: 'list.next', group: 'go', icon: 'arrow-down', keys: 'j', keyOnly: true, label: () => t('conversations.action.next'), hint: () => t('conversations.hint.move'), run: () => move(1) },
    { id: 'list.previous', group: 'go', icon: 'arrow-up', keys: 'k', keyOnly: true, label: () => t('conversations.action.previous'), run: () => move(-1) },
  ])
}
