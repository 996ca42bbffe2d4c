import { expect, it } from 'vitest'
import type { NotificationGroup, NotificationKind, NotificationPreferences } from '@/api'
import { loud, newestOf } from './loud'

const wanted: NotificationPreferences = { off: [], desktop: ['message', 'mention'], unassigned: true, sound: ['message', 'mention'], soundMine: true, volume: 40, quiet: null, mail: [], mailAfter: 10, digest: null }
const group = (mine: boolean, ...newest: [string, NotificationKind, boolean?][]): NotificationGroup => ({
  conversation: { id: 'c', number: 1, subject: 'Mill', customerName: 'Ana', mine }, unread: newest.length,
  newest: newest.map(([id, kind, read = false]) => ({ id, kind, message: null, by: { kind: 'customer', id: null, name: 'Ana' }, at: '2026-11-22T10:00:00Z', read })),
})

it('shows one thing of a conversation, and only what came since', () => {
  const groups = [group(true, ['5', 'message'], ['4', 'message'], ['2', 'message'])]
  expect(loud(groups, '3', wanted, false).shown).toEqual([{ group: groups[0], index: 0 }])
  expect(loud(groups, '5', wanted, false)).toEqual({ shown: [], heard: false })
  expect(newestOf(groups)).toBe('5')
  expect(newestOf([])).toBe('')
})

it('lets be heard what is theirs, and who calls them by name', () => {
  expect(loud([group(false, ['5', 'message'])], '', wanted, false).heard).toBe(false)
  expect(loud([group(false, ['5', 'message'])], '', { ...wanted, soundMine: false }, false).heard).toBe(true)
  expect(loud([group(false, ['5', 'mention'])], '', wanted, false).heard).toBe(true)
  expect(loud([group(true, ['5', 'note'])], '', wanted, false)).toEqual({ shown: [], heard: false })
})

it('is silent in quiet hours, and of what was read elsewhere', () => {
  expect(loud([group(true, ['5', 'message'])], '', wanted, true)).toEqual({ shown: [], heard: false })
  expect(loud([group(true, ['5', 'message', true])], '', wanted, false).shown).toEqual([])
})
