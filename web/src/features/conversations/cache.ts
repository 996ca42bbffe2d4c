import type { InfiniteData, QueryClient } from '@tanstack/vue-query'
import type { Conversation, Id, List, Message } from '@/api'
import { reviewKeys } from '@/features/reviews'
import { sideKeys } from '@/features/sides'
import { keys, type Filter } from './api'
import { belongs, place, type Pages } from './rows'

type MessagePages = InfiniteData<List<Message>, string | null>

let countTimer: ReturnType<typeof setTimeout> | undefined

function countSoon(cache: QueryClient): void {
  clearTimeout(countTimer)
  countTimer = setTimeout(() => void cache.invalidateQueries({ queryKey: keys.counts }), 250)
}

let savedTimer: ReturnType<typeof setTimeout> | undefined

/** Reads saved views again, at most every second: what stands in them only the server knows. */
function readSavedSoon(cache: QueryClient): void {
  savedTimer ??= setTimeout(() => {
    savedTimer = undefined
    void cache.invalidateQueries({ queryKey: keys.lists, predicate: ({ queryKey }) => (queryKey[1] as Filter | undefined)?.view === 'saved' })
    void cache.invalidateQueries({ queryKey: ['views', 'counts'] })
  }, 1000)
}

/** Puts a conversation's new state wherever it is shown: every list, and the open page. */
export function applyConversation(cache: QueryClient, row: Conversation, me: Id): void {
  for (const [key, pages] of cache.getQueriesData<Pages>({ queryKey: keys.lists })) {
    if (pages) cache.setQueryData<Pages>(key, place(pages, row, belongs(row, key[1] as Filter, me), (key[1] as Filter).view))
  }
  cache.setQueryData<Conversation>(keys.one(String(row.number)), (known) => (known && known.sequence <= row.sequence ? row : known))
  if (row.sideOf) {
    void cache.invalidateQueries({ queryKey: sideKeys.sides })
    void cache.invalidateQueries({ queryKey: sideKeys.lists })
    return
  }
  void cache.invalidateQueries({ queryKey: reviewKeys.of(row.id) })
  void cache.invalidateQueries({ queryKey: keys.events(row.id) })
  void cache.invalidateQueries({ queryKey: keys.followers(row.id) })
  void cache.invalidateQueries({ queryKey: keys.links(row.id) })
  void cache.invalidateQueries({ queryKey: keys.hints(row.id) })
  void cache.invalidateQueries({ queryKey: keys.merged(row.id) })
  void cache.invalidateQueries({ queryKey: ['customer-conversations', row.customer] })
  countSoon(cache)
  readSavedSoon(cache)
}

/** Adds or replaces a message in its loaded timeline, which is kept newest first. */
export function applyMessage(cache: QueryClient, message: Message): void {
  cache.setQueryData<MessagePages>(keys.messages(message.conversation), (known) => {
    if (!known) return known
    if (known.pages.some((page) => page.items.some((other) => other.id === message.id))) {
      return { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map((other) => (other.id === message.id ? message : other)) })) }
    }
    const [first, ...rest] = known.pages
    return first ? { ...known, pages: [{ ...first, items: [message, ...first.items] }, ...rest] } : known
  })
}

/** The conversation has left what the agent may see. */
export function applyGone(cache: QueryClient, id: Id): void {
  for (const [key, pages] of cache.getQueriesData<Pages>({ queryKey: keys.lists })) {
    if (pages) cache.setQueryData<Pages>(key, { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) })) })
  }
  void cache.invalidateQueries({ queryKey: ['conversation'] })
  countSoon(cache)
}

/** Reads everything that is on the screen again: the connection missed something. */
export function applyReset(cache: QueryClient): void {
  void cache.invalidateQueries()
}
