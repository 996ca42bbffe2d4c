import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { Problem, type BulkChange, type Conversation, type Id } from '@/api'
import { useLastAction } from '@/app/lastAction'
import { useSession } from '@/app/session'
import { useProblem, useToasts } from '@/ui'
import { conversations } from '../api'
import { applyConversation } from '../cache'
import { reverse } from '../reverse'
import { useSelection } from './selection'

type Item = BulkChange['conversations'][number]
export interface Failure { id: Id; number: number; text: string }

/** How many go in one request: few enough for the bar to move. */
const atOnce = 25

/** Does one thing to all that is chosen, a few at a time, and offers to take all of it back. */
export function useBulk() {
  const { t } = useI18n()
  const cache = useQueryClient()
  const session = useSession()
  const toasts = useToasts()
  const actions = useLastAction()
  const selection = useSelection()
  const say = useProblem()
  const progress = ref<{ done: number; all: number } | null>(null)
  const failures = shallowRef<Failure[]>([])

  /** Sends the items part by part; what has become of them, and which were refused. */
  async function send(items: Item[], common: Omit<BulkChange, 'conversations'>, numbers: Map<Id, number>): Promise<Conversation[]> {
    const changed: Conversation[] = []
    const failed: Failure[] = []
    progress.value = { done: 0, all: items.length }
    for (let from = 0; from < items.length; from += atOnce) {
      const part = items.slice(from, from + atOnce)
      try {
        for (const outcome of (await conversations.bulk({ ...common, conversations: part })).items) {
          if (outcome.conversation) {
            changed.push(outcome.conversation)
            applyConversation(cache, outcome.conversation, session.agent?.id ?? '')
          } else failed.push({ id: outcome.id, number: numbers.get(outcome.id) ?? 0, text: say(new Problem(409, outcome.problem?.code ?? '', outcome.problem?.detail ?? '', { missing: outcome.problem?.missing })) })
        }
      } catch (error) {
        failed.push(...part.map(({ id }) => ({ id, number: numbers.get(id) ?? 0, text: say(error) })))
      }
      progress.value = { done: Math.min(items.length, from + atOnce), all: items.length }
    }
    progress.value = null
    failures.value = failed
    return changed
  }

  /** What was refused stays chosen, so that something else can be tried. */
  async function run(common: Omit<BulkChange, 'conversations'>, said: (count: number) => string): Promise<void> {
    if (progress.value) return
    const before = new Map(selection.chosen)
    const numbers = new Map([...before.values()].map((row) => [row.id, row.number]))
    const changed = await send([...before.keys()].map((id) => ({ id })), common, numbers)
    selection.drop(changed.map((row) => row.id))
    if (!changed.length) return
    const text = said(changed.length)
    const undo = actions.offer(text, () => takeBack(before, changed, numbers))
    toasts.show({ text, life: 8000, action: { label: t('app.action.undo'), shortcut: 'Z', run: undo } })
    if (common.addTags?.length) void cache.invalidateQueries({ queryKey: ['tags'] })
  }

  async function takeBack(before: ReadonlyMap<Id, Conversation>, changed: Conversation[], numbers: Map<Id, number>): Promise<void> {
    const items = changed.flatMap((after) => {
      const was = before.get(after.id)
      const change = was && reverse(was, after)
      return change ? [{ id: after.id, sequence: after.sequence, change }] : []
    })
    if (!items.length) return
    const back = await send(items, {}, numbers)
    if (back.length) toasts.show({ text: t('bulk.undone', back.length) })
  }

  return { progress, failures, run }
}
