import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Conversation, Id } from '@/api'

/** The rows of the list that something shall be done to together. */
export const useSelection = defineStore('selection', () => {
  const chosen = shallowRef<ReadonlyMap<Id, Conversation>>(new Map())
  /** Where the last choice was made: a range goes from here. */
  const anchor = ref<Id | null>(null)
  /** Boxes stand beside all rows, for fingers that cannot hover. */
  const picking = ref(false)
  const count = computed(() => chosen.value.size)

  function put(rows: Conversation[]): void {
    chosen.value = new Map([...chosen.value, ...rows.map((row) => [row.id, row] as const)])
  }

  function toggle(row: Conversation): void {
    anchor.value = row.id
    const next = new Map(chosen.value)
    if (!next.delete(row.id)) next.set(row.id, row)
    chosen.value = next
  }

  /** Chooses all from the last choice to this row, in the order in which they stand. */
  function extend(rows: Conversation[], to: Conversation): void {
    const from = rows.findIndex((row) => row.id === anchor.value)
    const end = rows.findIndex((row) => row.id === to.id)
    if (end < 0) return
    put(from < 0 ? [to] : rows.slice(Math.min(from, end), Math.max(from, end) + 1))
    anchor.value = to.id
  }

  function drop(ids: Id[]): void {
    chosen.value = new Map([...chosen.value].filter(([id]) => !ids.includes(id)))
    if (!chosen.value.size) clear()
  }

  /** Rows that have changed take their new state along. */
  function refresh(rows: Conversation[]): void {
    const newer = rows.filter((row) => (chosen.value.get(row.id)?.sequence ?? Infinity) < row.sequence)
    if (newer.length) put(newer)
  }

  function clear(): void {
    chosen.value = new Map()
    anchor.value = null
    picking.value = false
  }

  return { chosen, anchor, picking, count, put, toggle, extend, drop, refresh, clear }
})
