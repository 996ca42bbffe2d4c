import type { Id, View, ViewCondition } from '@/api'

export type ViewField = ViewCondition['field']
export type ViewMatch = ViewCondition['is']
/** How a condition is written: some of a list, yes or no, a time, or a number. */
export type Kind = 'some' | 'yesNo' | 'time' | 'number'

export const fields: readonly ViewField[] = ['status', 'assignee', 'team', 'inbox', 'tag', 'priority', 'reason', 'complexity', 'language', 'last', 'unread', 'followed', 'touched', 'activity', 'created', 'snoozed', 'messages', 'junk']
export const openWords = ['new', 'open', 'pending', 'on_hold']
export const languagesOffered = ['en', 'pl', 'sl', 'de', 'it', 'hr', 'fr', 'es', 'cs', 'sk', 'hu', 'uk'] as const

export function kindOf(field: ViewField): Kind {
  if (['unread', 'followed', 'snoozed', 'junk'].includes(field)) return 'yesNo'
  if (['created', 'activity', 'touched'].includes(field)) return 'time'
  return field === 'messages' ? 'number' : 'some'
}

/** The ways to ask for a field; those of a time say also whether it is so long ago, or a date. */
export type Way = ViewMatch | 'afterAgo' | 'beforeAgo'

export function waysOf(field: ViewField): Way[] {
  switch (kindOf(field)) {
    case 'yesNo': return ['any']
    case 'time': return ['beforeAgo', 'afterAgo', 'after', 'before']
    case 'number': return ['at_least', 'at_most']
    case 'some': return field === 'tag' ? ['any', 'all', 'none'] : ['any', 'none']
  }
}

const ago = /^(\d+)([hd])$/

export function wayOf(condition: ViewCondition): Way {
  if (kindOf(condition.field) !== 'time' || !ago.test(condition.values[0] ?? '')) return condition.is
  return condition.is === 'before' ? 'beforeAgo' : 'afterAgo'
}

export const agoOf = (value: string | undefined) => {
  const found = ago.exec(value ?? '')
  return { many: found?.[1] ?? '24', unit: found?.[2] ?? 'h' }
}

/** A condition as it is when its field or way was chosen anew. */
export function fresh(field: ViewField, way?: Way, key?: string | null): ViewCondition {
  const chosen = way ?? waysOf(field)[0] ?? 'any'
  const is = chosen === 'afterAgo' ? 'after' : chosen === 'beforeAgo' ? 'before' : chosen
  const values = { some: [], yesNo: ['yes'], number: ['2'], time: chosen.endsWith('Ago') ? ['24h'] : [startOf(today())] }[kindOf(field)]
  return key ? { field, is, values, key } : { field, is, values }
}

const two = (number: number) => String(number).padStart(2, '0')
export const dateOf = (moment: string) => {
  const at = new Date(moment)
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
/** The moment at which a day begins where the agent is. */
export const startOf = (date: string) => new Date(`${date}T00:00:00`).toISOString()
const today = () => dateOf(new Date().toISOString())

/** What a view that everybody has asks for, to begin an own one with. */
export function conditionsOf(view: View, inbox?: Id): ViewCondition[] {
  const open: ViewCondition = { field: 'status', is: 'any', values: [...openWords] }
  const of: Partial<Record<View, ViewCondition[]>> = {
    mine: [{ field: 'assignee', is: 'any', values: ['me'] }, open],
    unassigned: [{ field: 'assignee', is: 'any', values: ['nobody'] }, open],
    untouched: [open, { field: 'touched', is: 'before', values: ['24h'] }],
    followed: [open, { field: 'followed', is: 'any', values: ['yes'] }],
    snoozed: [{ field: 'snoozed', is: 'any', values: ['yes'] }],
    done: [{ field: 'status', is: 'none', values: [...openWords] }],
    junk: [{ field: 'junk', is: 'any', values: ['yes'] }],
  }
  return [...(of[view] ?? [open]), ...(inbox ? [{ field: 'inbox', is: 'any', values: [inbox] } as const] : [])].map((one) => ({ ...one, values: [...one.values] }))
}

/** Which orders there are for these conditions, by the server's own rule. */
export function sortsFor(conditions: ViewCondition[]) {
  const statuses = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'].filter((status) => conditions.every((one) => one.field !== 'status' || one.values.includes(status) === (one.is === 'any')))
  const openOnly = statuses.every((status) => openWords.includes(status))
  const snoozedOnly = conditions.some((one) => one.field === 'snoozed' && one.values.join() === 'yes')
  return (['activity', 'quiet', 'newest', 'oldest', ...(openOnly ? ['priority', 'touched'] as const : []), ...(snoozedOnly ? ['waking'] as const : [])] as const).slice()
}
