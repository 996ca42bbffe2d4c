import { describe, expect, it } from 'vitest'
import { pluralRules } from './plurals'

const forms = (language: 'en' | 'pl' | 'sl', counts: number[]) => counts.map(pluralRules[language])

describe('plural forms', () => {
  it('are two in English', () => expect(forms('en', [0, 1, 2, 21])).toEqual([1, 0, 1, 1]))
  it('are three in Polish, with the teens apart', () => expect(forms('pl', [1, 2, 4, 5, 0, 12, 14, 21, 22, 25, 112, 122])).toEqual([0, 1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 1]))
  it('are four in Slovene, with the dual, by the last two digits', () => expect(forms('sl', [1, 2, 3, 4, 5, 0, 11, 101, 102, 103, 111])).toEqual([0, 1, 2, 2, 3, 3, 3, 0, 1, 2, 3]))
})
