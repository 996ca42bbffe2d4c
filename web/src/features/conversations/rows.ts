import type { Conversation, Id, List, Status, View } from '@/api'
import type { Filter } from './api'

export const openStatuses: readonly Status[] = ['new', 'open', 'pending', 'on_hold']

/** No inbox calls a conversation untouched sooner. */
const shortestUntouched = 3_600_000

export interface Pages { pages: List<Conversation>[]; pageParams: (string | null)[] }

/** Whether a row stands in a list, by the same rules as the server's views. */
export function belongs(row: Conversation, filter: Filter, me: Id): boolean {
  const isOpen = openStatuses.includes(row.status)
  if (row.mergedInto || row.sideOf) return false
  if (filter.inbox && row.inbox !== filter.inbox) return false
  if (filter.brand && row.brand !== filter.brand) return false
  // What a saved view asks for only the server knows: its list is read again soon.
  if (filter.view === 'saved') return true
  if (filter.view === 'junk' || row.spam) return row.spam && filter.view === 'junk'
  if (filter.view === 'followed') return isOpen && row.following
  if (filter.view === 'snoozed' || row.snoozedUntil) return Boolean(row.snoozedUntil) && filter.view === 'snoozed'
  switch (filter.view) {
    case 'mine': return isOpen && row.assignee === me
    case 'unassigned': return isOpen && row.assignee === null
    case 'open': return isOpen
    case 'untouched': return isOpen && Date.now() - new Date(row.touchedAt).getTime() > shortestUntouched
    case 'done': return !isOpen
  }
}

type Order = (a: Conversation, b: Conversation) => boolean
const newer: Order = (a, b) => a.lastActivityAt > b.lastActivityAt || (a.lastActivityAt === b.lastActivityAt && a.number > b.number)
/** What wakes next, or waits longest for us, is on top; the newest of everything else. */
const orders: Partial<Record<View, Order>> = {
  snoozed: (a, b) => (a.snoozedUntil ?? '') < (b.snoozedUntil ?? '') || a.snoozedUntil === b.snoozedUntil && a.id < b.id,
  untouched: (a, b) => a.touchedAt < b.touchedAt || a.touchedAt === b.touchedAt && a.id < b.id,
}

/** Takes the row out of the loaded pages and, if it belongs there, puts its new state at its place. An older state is ignored. */
export function place(pages: Pages, row: Conversation, isIn: boolean, view?: View): Pages {
  const known = pages.pages.flatMap((page) => page.items).find((other) => other.id === row.id)
  if (known && known.sequence > row.sequence) return pages
  // After how many hours a row comes to stand among the untouched only the server knows: here it can only leave.
  if (!known && (!isIn || view === 'untouched')) return pages
  if (view === 'saved' && isIn) return known ? { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map((other) => (other.id === row.id ? row : other)) })) } : pages
  const rest = pages.pages.map((page) => ({ ...page, items: page.items.filter((other) => other.id !== row.id) }))
  if (!isIn) return { ...pages, pages: rest }
  const before = orders[view ?? 'open'] ?? newer
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
