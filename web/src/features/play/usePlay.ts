import { useQueryClient } from '@tanstack/vue-query'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Conversation, Id } from '@/api'
import { useProblem, useToasts } from '@/ui'
import { plays, type Source } from './api'

/** Which conversation play has handed out, and how the round goes. */
export const usePlayState = defineStore('play', () => {
  const current = ref<Id | null>(null)
  const from = shallowRef<Source | null>(null)
  const done = ref(0)
  const skipped = ref(0)
  const left = ref(0)
  /** The round has come to its end; said until somebody has read it. */
  const over = ref(false)

  function stop(): void {
    current.value = null
    from.value = null
    done.value = skipped.value = left.value = 0
  }

  return { current, from, done, skipped, left, over, stop }
})

/** Whether a conversation still waits for us: the same question that the server asks before it hands one out. */
export function waits(row: Conversation, me: Id | undefined): boolean {
  return ['new', 'open'].includes(row.status) && !row.snoozedUntil && !row.spam && !row.mergedInto && row.lastMessage?.direction !== 'outbound' && (row.assignee === null || row.assignee === me)
}

/** Goes from one conversation that waits to the next, until there is none. */
export function usePlay() {
  const cache = useQueryClient()
  const route = useRoute()
  const router = useRouter()
  const toasts = useToasts()
  const say = useProblem()
  const state = usePlayState()
  let busy = false

  /** Where a round begins: the view and the filters that are open, which it keeps. */
  function here(): Source {
    const view = route.name === 'inbox' ? route.params.view : null
    const asked = (name: string) => (route.name === 'inbox' && typeof route.query[name] === 'string' ? route.query[name] : null)
    return { from: view === 'mine' || view === 'unassigned' ? view : 'open', inbox: asked('inbox'), brand: asked('brand') }
  }

  async function next(): Promise<void> {
    if (busy) return
    busy = true
    const source = state.from ?? here()
    try {
      const turn = await plays.next(source)
      const place = { name: 'inbox', query: { inbox: source.inbox ?? undefined, brand: source.brand ?? undefined } }
      if (!turn.conversation) {
        state.current = null
        state.over = true
        await router.push({ ...place, params: { view: source.from, number: '' } })
        return
      }
      state.from = source
      state.current = turn.conversation.id
      state.left = turn.left
      void cache.invalidateQueries({ queryKey: ['conversation', String(turn.conversation.number)] })
      await router.push({ ...place, params: { view: source.from === 'unassigned' ? 'mine' : source.from, number: String(turn.conversation.number) } })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    } finally {
      busy = false
    }
  }

  return { state, next }
}
