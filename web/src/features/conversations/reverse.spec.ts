import { expect, it } from 'vitest'
import { conversation } from '@/testing/fixtures'
import { reverse } from './reverse'

it('gives back what a change took, and nothing else', () => {
  const before = conversation({ tags: ['hopper'], snoozedUntil: '2026-12-01T08:00:00Z' })
  const now = new Date('2026-11-22T10:00:00Z')
  expect(reverse(before, { ...before, sequence: 9, preview: 'new', status: 'solved', snoozedUntil: null, tags: [] }, now)).toEqual({ status: 'open', snoozedUntil: '2026-12-01T08:00:00Z', tags: ['hopper'] })
  expect(reverse(before, { ...before, sequence: 9 }, now)).toBeNull()
  expect(reverse(before, { ...before, snoozedUntil: null, assignee: 'me' }, new Date('2027-01-01T10:00:00Z'))).toEqual({ assignee: null })
})
