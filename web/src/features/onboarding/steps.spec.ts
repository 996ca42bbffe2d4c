import { describe, expect, it } from 'vitest'
import type { FirstStep } from '@/api'
import { looks, minutesLeft, within } from './steps'

const all = (Object.keys(looks) as FirstStep[]).map((step) => ({ step, at: null }))

describe('the first steps', () => {
  it('take no more than ten minutes in all', () => {
    expect(minutesLeft(all)).toBeLessThanOrEqual(10)
  })

  it('count no minutes for what is done', () => {
    expect(minutesLeft(all.map((one) => ({ ...one, at: '2026-11-23T08:00:00Z' })))).toBe(0)
  })

  it('ask nobody for what they may not do', () => {
    expect(within(all, (permission) => permission === 'conversation.note').map(({ step }) => step)).toEqual(['profile', 'note', 'palette', 'keys'])
  })
})
