import { describe, expect, it } from 'vitest'
import { Attempts } from './attempt'

const words = { audience: 'customer', channel: 'email', text: 'Hello', lastSeen: 4 } as const

describe('sending again', () => {
  it('repeats the very same request, though the timeline has grown', () => {
    const attempts = new Attempts()
    const first = attempts.next(words)
    expect(attempts.next({ ...words, lastSeen: 5 })).toEqual(first)
  })

  it('is another message when the words are others, or when it is forced', () => {
    const attempts = new Attempts()
    const first = attempts.next(words)
    expect(attempts.next({ ...words, text: 'Hello Ana' }).key).not.toBe(first.key)
    expect(attempts.next({ ...words, force: true }).key).not.toBe(first.key)
  })

  it('is another message after the first one arrived', () => {
    const attempts = new Attempts()
    const first = attempts.next(words)
    attempts.done()
    expect(attempts.next(words).key).not.toBe(first.key)
  })
})
