import type { NewMessage } from '@/api'

/**
 * The same words sent again are the same message: one key, and the very same request, until it is known
 * that they arrived. Other words, or sending in spite of a newer message, are a new attempt.
 */
export class Attempts {
  private last: { words: string; key: string; message: NewMessage } | null = null

  next(message: NewMessage): { key: string; message: NewMessage } {
    const words = JSON.stringify({ ...message, lastSeen: undefined })
    if (this.last?.words !== words) this.last = { words, key: crypto.randomUUID(), message }
    return this.last
  }

  done(): void {
    this.last = null
  }
}
