import { describe, expect, it } from 'vitest'
import { conversation } from '@/testing/fixtures'
import { belongs, place, type Pages } from './rows'

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`
const pages = (next: string | null, ...minutes: number[]): Pages => ({ pages: [{ items: minutes.map((minute) => conversation({ id: `c${minute}`, lastActivityAt: at(minute) })), next }], pageParams: [null] })
const ids = (list: Pages) => list.pages.flatMap((page) => page.items.map((row) => row.id))

describe('the place of a row', () => {
  it('is by its last activity', () => expect(ids(place(pages(null, 30, 10), conversation({ id: 'n', lastActivityAt: at(20) }), true))).toEqual(['c30', 'n', 'c10']))
  it('moves with a newer state', () => expect(ids(place(pages(null, 30, 10), conversation({ id: 'c10', sequence: 5, lastActivityAt: at(40) }), true))).toEqual(['c10', 'c30']))
  it('does not change for an older state', () => expect(ids(place(pages(null, 30, 10), conversation({ id: 'c10', sequence: 3, lastActivityAt: at(40) }), true))).toEqual(['c30', 'c10']))
  it('is none when it left the view', () => expect(ids(place(pages(null, 30, 10), conversation({ id: 'c10', sequence: 5 }), false))).toEqual(['c30']))
  it('is none below pages that are not loaded', () => expect(ids(place(pages('more', 30, 10), conversation({ id: 'n', lastActivityAt: at(5) }), true))).toEqual(['c30', 'c10']))
  it('is last when all is loaded', () => expect(ids(place(pages(null, 30), conversation({ id: 'n', lastActivityAt: at(5) }), true))).toEqual(['c30', 'n']))
})

describe('the views', () => {
  it('are mine, unassigned, open and done', () => {
    const mine = conversation({ assignee: 'me' })
    const nobodys = conversation({ status: 'on_hold' })
    const solved = conversation({ assignee: 'me', status: 'solved' })
    expect([mine, nobodys, solved].map((row) => belongs(row, { view: 'mine' }, 'me'))).toEqual([true, false, false])
    expect([mine, nobodys, solved].map((row) => belongs(row, { view: 'unassigned' }, 'me'))).toEqual([false, true, false])
    expect([mine, nobodys, solved].map((row) => belongs(row, { view: 'open' }, 'me'))).toEqual([true, true, false])
    expect([mine, nobodys, solved].map((row) => belongs(row, { view: 'done' }, 'me'))).toEqual([false, false, true])
  })
  it('hold what is snoozed in one of its own', () => {
    const snoozed = conversation({ assignee: 'me', snoozedUntil: at(59) })
    expect((['mine', 'open', 'snoozed'] as const).map((view) => belongs(snoozed, { view }, 'me'))).toEqual([false, false, true])
    expect(belongs(conversation({ assignee: 'me' }), { view: 'snoozed' }, 'me')).toBe(false)
  })
  it('hold what one follows, snoozed or not', () => {
    const followed = conversation({ following: true, snoozedUntil: at(59), assignee: 'ana' })
    expect(belongs(followed, { view: 'followed' }, 'me')).toBe(true)
    expect(belongs({ ...followed, status: 'solved' }, { view: 'followed' }, 'me')).toBe(false)
    expect(belongs({ ...followed, following: false }, { view: 'followed' }, 'me')).toBe(false)
  })
  it('lose what somebody touches, and never guess what nobody has touched', () => {
    const old = conversation({ id: 'c30', touchedAt: '2026-11-20T10:00:00.000Z' })
    const touched = { ...old, sequence: 5, touchedAt: new Date().toISOString() }
    expect(belongs(old, { view: 'untouched' }, 'me')).toBe(true)
    expect(belongs(touched, { view: 'untouched' }, 'me')).toBe(false)
    expect(ids(place(pages(null, 30), touched, false, 'untouched'))).toEqual([])
    expect(ids(place(pages(null, 30), conversation({ id: 'n' }), true, 'untouched'))).toEqual(['c30'])
  })
  it('do not hold what is asked beside a conversation', () => expect(belongs(conversation({ sideOf: 'c2' }), { view: 'open' }, 'me')).toBe(false))
  it('do not hold what was merged into another conversation', () => expect(belongs(conversation({ mergedInto: 'c2' }), { view: 'open' }, 'me')).toBe(false))
  it('show one inbox when asked', () => expect(belongs(conversation({ inbox: 'i2' }), { view: 'open', inbox: 'i1' }, 'me')).toBe(false))
})
