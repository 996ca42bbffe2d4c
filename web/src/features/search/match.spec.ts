import { describe, expect, it } from 'vitest'
import { match } from './match'

describe('a match', () => {
  it('ignores accents and case', () => expect(match('Jasna Stępień', 'STEPI')?.fragments).toEqual([{ text: 'Jasna ', hit: false }, { text: 'Stępi', hit: true }, { text: 'eń', hit: false }]))
  it('ignores the stroke of ł', () => expect(match('Złoty', 'zl')?.fragments[0]).toEqual({ text: 'Zł', hit: true }))
  it('ranks the beginning before a word before the middle', () => expect(['as', 'as'].length && ['Assign', 'To assign', 'Unassigned'].map((label) => match(label, 'as')?.rank)).toEqual([0, 1, 2]))
  it('is none when the letters are not there', () => expect(match('Solve', 'x')).toBeNull())
})
