import { describe, expect, it } from 'vitest'
import { added, choicesOf, linesOf, moved, settled, shifted, type Line } from './lines'

const lines = linesOf([
  { key: 'a', name: 'A', depth: 0, archived: false },
  { key: 'a1', name: 'A1', depth: 1, archived: false },
  { key: 'b', name: 'B', depth: 0, archived: true },
  { key: 'c', name: 'C', depth: 0, archived: false },
])
const said = (now: Line[]) => now.map((line) => `${line.depth}${line.name}`).join(' ')

describe('the lines of a tree', () => {
  it('move with all below them', () => {
    expect(said(moved(lines, 0, 1))).toBe('0B 0A 1A1 0C')
    expect(said(moved(lines, 2, -1))).toBe('0B 0A 1A1 0C')
    expect(said(moved(lines, 0, -1))).toBe('0A 1A1 0B 0C')
    expect(said(moved(lines, 3, 1))).toBe('0A 1A1 0B 0C')
  })

  it('go in and out, never deeper than below the line before', () => {
    expect(said(shifted(lines, 2, 1))).toBe('0A 1A1 1B 0C')
    expect(said(shifted(lines, 0, 1))).toBe('0A 1A1 0B 0C')
    expect(said(shifted(shifted(lines, 1, 1), 1, -1))).toBe('0A 0A1 0B 0C')
    expect(settled([{ id: 'x', key: null, name: 'X', depth: 9, archived: false }])[0]?.depth).toBe(0)
  })

  it('are sent with their keys, an empty new one not at all', () => {
    const now = added(lines, 1)
    expect(said(now)).toBe('0A 1A1 1 0B 0C')
    expect(choicesOf(now).map((one) => one.key)).toEqual(['a', 'a1', 'b', 'c'])
  })
})
