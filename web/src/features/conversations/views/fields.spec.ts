import { describe, expect, it } from 'vitest'
import { agoOf, conditionsOf, dateOf, fresh, sortsFor, startOf, wayOf } from './fields'
import { branches } from './useShape'

describe('conditions of a view', () => {
  it('begin with what the view on the screen asks for', () => {
    expect(conditionsOf('mine', 'box')).toEqual([
      { field: 'assignee', is: 'any', values: ['me'] },
      { field: 'status', is: 'any', values: ['new', 'open', 'pending', 'on_hold'] },
      { field: 'inbox', is: 'any', values: ['box'] },
    ])
  })
  it('tell a time ago from a date', () => {
    expect(wayOf({ field: 'touched', is: 'before', values: ['36h'] })).toBe('beforeAgo')
    expect(wayOf({ field: 'created', is: 'after', values: ['2026-11-01T00:00:00Z'] })).toBe('after')
    expect(agoOf('7d')).toEqual({ many: '7', unit: 'd' })
    expect(dateOf(startOf('2026-11-01'))).toBe('2026-11-01')
    expect(fresh('touched')).toEqual({ field: 'touched', is: 'before', values: ['24h'] })
  })
  it('take what stands below a branch with it', () => {
    const tree = branches([{ key: 'delivery', name: 'Delivery', depth: 0 }, { key: 'late', name: 'Late', depth: 1 }, { key: 'other', name: 'Other', depth: 0 }])
    expect(tree[0]).toEqual({ value: 'delivery', label: 'Delivery', all: ['delivery', 'late'] })
    expect(tree[1]?.label).toBe('Delivery / Late')
  })
  it('offer orders that the server can read along an index', () => {
    expect(sortsFor([])).toEqual(['activity', 'quiet', 'newest', 'oldest'])
    expect(sortsFor(conditionsOf('mine'))).toContain('priority')
    expect(sortsFor(conditionsOf('done'))).not.toContain('touched')
    expect(sortsFor(conditionsOf('snoozed'))).toContain('waking')
  })
})
