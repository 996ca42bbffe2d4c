import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Done { label: string; at: number; undo: () => Promise<void> }

/** What was done last and can be taken back with Z, until something else is done. */
export const useLastAction = defineStore('lastAction', () => {
  const last = shallowRef<Done | null>(null)

  /** Offers to take it back; gives what a toast about it does, which works once. */
  function offer(label: string, undo: () => Promise<void>): () => void {
    let open = true
    const done: Done = {
      label, at: Date.now(),
      undo: async () => {
        if (!open) return
        open = false
        if (last.value === done) last.value = null
        await undo()
      },
    }
    last.value = done
    return () => void done.undo()
  }

  return { last, offer }
})
