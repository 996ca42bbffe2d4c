import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import type { Conversation, LogEvent, Message } from '@/api'
import { conversations, keys } from '../api'

export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; at: string; message: Message }
  | { kind: 'event'; key: string; at: string; event: LogEvent }

const told = new Set(['status', 'assignee', 'priority', 'team', 'inbox', 'tags', 'subject', 'spam', 'redacted', 'redactedFiles', 'merged', 'split', 'sideAsked', 'sideAnswered', 'skipped', 'link', 'hint', 'customer', 'snoozedUntil', 'follower'])
/** Of a draft that is looked over what was asked and decided is told, not each word. */
const tells = (field: string, now: unknown) => told.has(field) || (field === 'review' && ['asked', 'approved', 'returned'].includes(String(now)))
const dayOf = (at: string) => new Date(at).toDateString()

/** Messages and changes in one line, oldest first, a separator where a day begins. */
export function weave(messages: Message[], events: LogEvent[], all: boolean): Entry[] {
  const since = all ? '' : (messages[0]?.createdAt ?? '')
  const entries: Entry[] = [
    ...messages.filter((message) => message.deliveryState !== 'undone').map((message) => ({ kind: 'message' as const, key: message.id, at: message.createdAt, message })),
    ...events.filter((event) => event.kind !== 'conversation.opened' && event.at >= since && Object.entries(event.changes).some(([field, change]) => tells(field, change.now)))
      .map((event) => ({ kind: 'event' as const, key: event.id, at: event.at, event })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1]
    return before && dayOf(before.at) === dayOf(entry.at) ? [entry] : [{ kind: 'day' as const, key: `day ${dayOf(entry.at)}`, at: entry.at }, entry]
  })
}

export function useMessages(conversation: () => Conversation) {
  const query = useInfiniteQuery({
    queryKey: computed(() => keys.messages(conversation().id)),
    queryFn: ({ pageParam }) => conversations.messages(conversation().id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const messages = computed(() => (query.data.value?.pages.flatMap((page) => page.items) ?? []).toReversed())
  return { ...query, messages }
}

export function useTimeline(conversation: () => Conversation) {
  const cache = useQueryClient()
  const query = useMessages(conversation)
  const events = useQuery({ queryKey: computed(() => keys.events(conversation().id)), queryFn: () => conversations.events(conversation().id) })
  // What was split off is no longer here, whoever did it.
  const splits = computed(() => (events.data.value?.items ?? []).filter((event) => event.kind === 'conversation.split').length)
  watch([splits, () => conversation().id], ([now, id], [before, same]) => {
    if (id === same && now > before) void cache.invalidateQueries({ queryKey: keys.messages(id) })
  })
  const entries = computed(() => weave(query.messages.value, events.data.value?.items ?? [], !query.hasNextPage.value))
  return { ...query, entries }
}
