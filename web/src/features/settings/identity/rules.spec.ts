import { describe, expect, it } from 'vitest'
import { sent, typed, words } from './rules'

describe('the rules of an identity provider', () => {
  it('come back as they went', () => {
    const rules = [{ value: 'staff', role: 'agent', teams: ['t1'] }, { value: 'leads', role: undefined, teams: [] }]
    expect(sent(typed(rules))).toEqual(rules)
  })

  it('leave out a line that was not filled in', () => {
    expect(sent([{ value: ' ', role: 'agent', teams: [] }])).toEqual([])
  })

  it('take words however they are separated', () => {
    expect(words(' zrno.example, zrno.si;\nzrno.pl ')).toEqual(['zrno.example', 'zrno.si', 'zrno.pl'])
  })
})
