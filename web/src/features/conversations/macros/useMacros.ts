import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { get, post, type Conversation, type FilledMacro, type Id, type List, type Macro, type Message } from '@/api'
import { useSession } from '@/app/session'
import { useProblem, useToasts } from '@/ui'
import { conversations } from '../api'
import { applyConversation, applyMessage } from '../cache'
import { useUndo } from '../compose/undo'

interface Ran { conversation: Conversation; message: Message | null }
const changed = ['status', 'priority', 'team', 'assignee', 'tags', 'snoozedUntil'] as const

/** The macros that may be run. */
export function useMacros() {
  const all = useQuery({ queryKey: ['macros', 'usable'], queryFn: ({ signal }) => get<List<Macro>>('/macros', { usable: true, limit: 200 }, signal), staleTime: 60_000 })
  return { macros: computed(() => all.data.value?.items ?? []), pending: all.isPending }
}

/** What the chosen macro would say here, and running it: once for each choice, with a way back. */
export function useMacroRun(conversation: () => Conversation, chosen: () => Id | undefined) {
  const { t } = useI18n()
  const cache = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const undo = useUndo()
  const say = useProblem()
  const busy = ref(false)
  const problem = ref('')
  const filled = useQuery({
    queryKey: computed(() => ['macros', 'filled', chosen(), conversation().id, conversation().sequence]),
    queryFn: ({ signal }) => get<FilledMacro>(`/macros/${chosen()}/preview`, { conversation: conversation().id }, signal),
    enabled: computed(() => Boolean(chosen())),
  })
  let key = crypto.randomUUID()

  async function takeBack(before: Conversation): Promise<void> {
    try {
      await undo.take(conversations.undo)
      const now = await conversations.one(String(before.number))
      const back = Object.fromEntries(changed.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field])).map((field) => [field, before[field]]))
      if (Object.keys(back).length) applyConversation(cache, await conversations.change(before.id, back, now.sequence), session.agent?.id ?? '')
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
  }

  /** Runs it; without its reply when the agent wants to write that on. */
  async function run(macro: Macro, reply: boolean, lastSeen: number): Promise<boolean> {
    if (busy.value) return false
    const before = conversation()
    busy.value = true
    problem.value = ''
    try {
      const ran = await post<Ran>(`/macros/${macro.id}/run`, { conversation: before.id, reply, lastSeen }, { headers: { 'Idempotency-Key': key } })
      if (ran.message) {
        applyMessage(cache, ran.message)
        undo.offer(ran.message, before.number)
      }
      applyConversation(cache, ran.conversation, session.agent?.id ?? '')
      void cache.invalidateQueries({ queryKey: ['messages', before.id] })
      void cache.invalidateQueries({ queryKey: ['tags'] })
      toasts.show({ text: t('conversations.macro.ran', { title: macro.title }), action: { label: t('app.action.undo'), run: () => void takeBack(before) } })
      return true
    } catch (error) {
      problem.value = say(error)
      key = crypto.randomUUID()
      return false
    } finally {
      busy.value = false
    }
  }

  return { filled: filled.data, busy, problem, run }
}
