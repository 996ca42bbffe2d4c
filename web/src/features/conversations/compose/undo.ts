import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Draft, Id, Message } from '@/api'

export interface Sent { message: Id; conversation: Id; number: number; at: number; until: number }

/** The message that can still be taken back, and the draft that came back with it. */
export const useUndo = defineStore('undo', () => {
  const sent = shallowRef<Sent | null>(null)
  const returned = shallowRef<{ conversation: Id; draft: Draft } | null>(null)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Offers to take it back until it leaves; says how long that is, in milliseconds. */
  function offer(message: Message, number: number, now = Date.now()): number {
    const left = message.sendAt ? Math.max(0, new Date(message.sendAt).getTime() - now) : 0
    clearTimeout(timer)
    sent.value = left ? { message: message.id, conversation: message.conversation, number, at: now, until: now + left } : null
    timer = setTimeout(() => (sent.value = null), left)
    return left
  }

  /** Takes the message back; false when there is nothing to take back any more. */
  async function take(ask: (message: Id) => Promise<{ draft: Draft }>): Promise<Sent | null> {
    const last = sent.value
    if (!last || busy.value) return null
    busy.value = true
    try {
      const { draft } = await ask(last.message)
      returned.value = { conversation: last.conversation, draft }
      return last
    } finally {
      sent.value = null
      busy.value = false
    }
  }

  /** A message that waited for its time was taken back: its draft goes to the box of its conversation. */
  const giveBack = (conversation: Id, draft: Draft) => (returned.value = { conversation, draft })

  /** Gives the returned draft to the box of its conversation, once. */
  function collect(conversation: Id): { draft: Draft } | null {
    const back = returned.value
    if (back?.conversation !== conversation) return null
    returned.value = null
    return back
  }

  return { sent, returned, offer, take, giveBack, collect }
})
