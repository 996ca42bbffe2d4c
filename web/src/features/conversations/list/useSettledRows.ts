import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Conversation } from '@/api'

/**
 * Keeps a list still while somebody points at it: rows take their new state in place, later pages are
 * appended, and what arrived on top is only counted until the agent asks for it or looks away.
 */
export function useSettledRows(truth: Ref<Conversation[]>, hold: Ref<boolean>) {
  const shown = shallowRef<Conversation[]>([])
  const fresh = computed(() => {
    const known = new Set(shown.value.map((row) => row.id))
    return truth.value.filter((row) => !known.has(row.id)).length
  })

  function settle(): void {
    shown.value = truth.value
  }

  function keepStill(): void {
    const now = new Map(truth.value.map((row) => [row.id, row]))
    const known = new Set(shown.value.map((row) => row.id))
    const lastKnown = truth.value.findLastIndex((row) => known.has(row.id))
    const appended = lastKnown < 0 ? [] : truth.value.slice(lastKnown + 1).filter((row) => !known.has(row.id))
    shown.value = [...shown.value.map((row) => now.get(row.id) ?? row), ...appended]
  }

  watch([truth, hold], () => (hold.value && shown.value.length ? keepStill() : settle()), { immediate: true })

  return { shown, fresh, settle }
}
