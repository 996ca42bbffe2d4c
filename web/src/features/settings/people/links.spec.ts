import { describe, expect, it } from 'vitest'
import { daysLeft } from './links'

describe('a one-time link', () => {
  const now = Date.parse('2026-11-22T10:00:00Z')

  it('is counted in whole days', () => expect(daysLeft('2026-11-28T11:00:00Z', now)).toBe(6))
  it('ends today when less than a day is left', () => expect(daysLeft('2026-11-23T09:00:00Z', now)).toBe(0))
  it('is over below 0, and when there is none', () => {
    expect(daysLeft('2026-11-22T09:59:59Z', now)).toBeLessThan(0)
    expect(daysLeft(null, now)).toBeLessThan(0)
  })
})
