import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Doing, Id } from '@/api'
import { useLive } from '@/app/live'
import { usePeople } from '@/app/people'
import { useSession } from '@/app/session'

/** The server forgets who says nothing for thirty seconds. */
const sayEvery = 12_000
/** After the last letter somebody still counts as writing for so long. */
const pause = 10_000

export interface Present { id: Id; name: string; doing: Doing }

/** Who else is in the open conversation, and telling them of us: that we look, and while we write that we write. */
export function usePresence(conversation: () => Id | undefined) {
  const live = useLive()
  const session = useSession()
  const { agentName } = usePeople()
  const agents = ref<{ agent: Id; doing: Doing }[]>([])
  const doing = ref<Doing>('viewing')
  let quiet: ReturnType<typeof setTimeout> | undefined

  const others = computed<Present[]>(() => agents.value
    .filter((one) => one.agent !== session.agent?.id)
    .flatMap((one) => {
      const name = agentName(one.agent)
      return name ? [{ id: one.agent, name, doing: one.doing }] : []
    }))

  function say(): void {
    const id = conversation()
    if (id) live.presence(id, document.visibilityState === 'visible' ? doing.value : 'away')
  }

  /** A letter was written: as a reply, or as a note. */
  function writing(what: 'noting' | 'replying'): void {
    clearTimeout(quiet)
    quiet = setTimeout(() => (doing.value = 'viewing'), pause)
    doing.value = what
  }

  const forget = live.listen((frame) => {
    if (frame.type === 'presence' && frame.conversation === conversation()) agents.value = frame.agents
  })
  const timer = setInterval(say, sayEvery)
  watch([conversation, () => live.connected], ([id], [before]) => {
    if (before && before !== id) live.presence(before, 'away')
    if (id !== before) agents.value = []
    say()
  }, { immediate: true, flush: 'post' })
  watch(doing, say)
  watch(() => live.connected, (now) => (now ? undefined : (agents.value = [])))
  document.addEventListener('visibilitychange', say)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', say)
    clearTimeout(quiet)
    clearInterval(timer)
    forget()
    const id = conversation()
    if (id) live.presence(id, 'away')
  })

  return { others, writing }
}
