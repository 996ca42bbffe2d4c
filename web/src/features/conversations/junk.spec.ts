import { describe, expect, it } from 'vitest'
import { conversation } from '@/testing/fixtures'
import { belongs } from './rows'

describe('junk', () => {
  const junk = { ...conversation(), spam: true, assignee: null }
  it('stands in its own view and in no other', () => {
    expect(belongs(junk, { view: 'junk' }, 'me')).toBe(true)
    for (const view of ['mine', 'unassigned', 'open', 'done'] as const) expect(belongs(junk, { view }, 'me')).toBe(false)
    expect(belongs({ ...junk, spam: false }, { view: 'junk' }, 'me')).toBe(false)
  })
})
