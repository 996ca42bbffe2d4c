import type { Conversation, ConversationChange } from '@/api'

const fields = ['subject', 'status', 'priority', 'inbox', 'mailbox', 'team', 'assignee', 'language', 'tags', 'spam', 'snoozedUntil', 'reason', 'complexity'] as const

/** What gives a conversation back the values that a change took from it; null when it took none. */
export function reverse(before: Conversation, after: Conversation, now = new Date()): ConversationChange | null {
  const back: ConversationChange = Object.fromEntries(fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map((field) => [field, before[field]]))
  const keys = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].filter((key) => before.fields[key] !== after.fields[key])
  if (keys.length) back.fields = Object.fromEntries(keys.map((key) => [key, before.fields[key] ?? null]))
  if (back.snoozedUntil && new Date(back.snoozedUntil) <= now) delete back.snoozedUntil
  return Object.keys(back).length ? back : null
}
