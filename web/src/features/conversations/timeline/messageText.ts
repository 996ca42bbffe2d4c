import type { Message } from '@/api'
import { findHistory } from './history'
import { isSimple } from './RichText'

export type Look = 'text' | 'rich' | 'frame'

const bareTags = /^(p|br|div|span|html|body|head|meta|title)$/i

/** How to draw a mail: as our text when its HTML says no more, in our type when it is simple, else in a frame of its own. */
export function lookOf(html: string | null): Look {
  if (!html) return 'text'
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)\b/gi)].map((match) => match[1] ?? '')
  if (tags.every((tag) => bareTags.test(tag)) && !/background|data-mention/i.test(html)) return 'text'
  return isSimple(html) ? 'rich' : 'frame'
}

/** Whether simple HTML has a history to fold. */
export function hasQuote(message: Message): boolean {
  return findHistory(new DOMParser().parseFromString(message.html ?? '', 'text/html').body, message.visibleText).length > 0
}

/** The new part of a text mail, and the history under it. */
export function splitQuote(message: Message): { text: string; quote: string } {
  const text = message.visibleText.trim()
  const whole = message.text.trim()
  if (!text || !whole.startsWith(text)) return { text: text || whole, quote: '' }
  return { text, quote: whole.slice(text.length).trim() }
}

/** The subject without what programs put before it, and without our number. */
const bare = (subject: string) => subject.replace(/\[#\d+\]/g, '').replace(/^(?:\s*[\p{L}]{1,8}(?:\[\d+\])?\s*:)+/u, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** The subject of a message that is another one than its conversation's; nothing when it is the same. */
export function otherSubject(subject: string | null, conversation: string): string {
  return subject && bare(subject) && bare(subject) !== bare(conversation) ? subject : ''
}
