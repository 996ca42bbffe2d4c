import type { Conversation, Id, List, Status } from '@/api'
import type { Filter } from './api'

export const openStatuses: readonly Status[] = ['new', 'open', 'pending', 'on_hold']

export interface Pages { pages: List<Conversation>[]; pageParams: (string | null)[] }

/** Whether a row stands in a list, by the same rules as the server's views. */
export function belongs(row: Conversation, filter: Filter, me: Id): boolean {
  const isOpen = openStatuses.includes(row.status)
  if (row.mergedInto) return false
  if (filter.inbox && row.inbox !== filter.inbox) return false
  if (filter.view === 'junk' || row.spam) return row.spam && filter.view === 'junk'
  if (filter.view === 'snoozed' || row.snoozedUntil) return Boolean(row.snoozedUntil) && filter.view === 'snoozed'
  switch (filter.view) {
    case 'mine': return isOpen && row.assignee === me
    case 'unassigned': return isOpen && row.assignee === null
    case 'open': return isOpen
    case 'done': return !isOpen
  }
}

/** What wakes next is on top of what is snoozed; the newest of everything else. */
const before = (a: Conversation, b: Conversation) => (a.snoozedUntil && b.snoozedUntil ? a.snoozedUntil < b.snoozedUntil || a.snoozedUntil === b.snoozedUntil && a.id < b.id : newer(a, b))
const newer = (a: Conversation, b: Conversation) => a.lastActivityAt > b.lastActivityAt || (a.lastActivityAt === b.lastActivityAt && a.number > b.number)

/** Takes the row out of the loaded pages and, if it belongs there, puts its new state at its place. An older state is ignored. */
export function place(pages: Pages, row: Conversation, isIn: boolean): Pages {
  const known = pages.pages.flatMap((page) => page.items).find((other) => other.id === row.id)
  if (known && known.sequence > row.sequence) return pages
  if (!known && !isIn) return pages
  const rest = pages.pages.map((page) => ({ ...page, items: page.items.filter((other) => other.id !== row.id) }))
  if (!isIn) return { ...pages, pages: rest }
  const at = rest.findIndex((page) => page.items.some((other) => before(row, other)))
  const last = rest.length - 1
  if (at < 0 && rest[last]?.next) return { ...pages, pages: rest }
  const target = at < 0 ? last : at
  return {
    ...pages,
    pages: rest.map((page, index) => {
      if (index !== target) return page
      const found = page.items.findIndex((other) => before(row, other))
      const position = found < 0 ? page.items.length : found
      return { ...page, items: [...page.items.slice(0, position), row, ...page.items.slice(position)] }
    }),
  }
}
