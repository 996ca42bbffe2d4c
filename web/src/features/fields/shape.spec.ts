import { describe, expect, it } from 'vitest'
import type { Choice, Field } from '@/api'
import { askedFields, below, offered, pathOf } from './shape'

const choice = (key: string, depth = 0, archived = false): Choice => ({ key, name: key.toUpperCase(), depth, archived })
const tree = [choice('grinder'), choice('burr', 1), choice('motor', 1, true), choice('brush', 2), choice('pump')]
const field = (key: string, more: Partial<Field> = {}): Field => ({
  id: key, subject: 'conversation', key, brand: null, name: key, type: 'text', choices: [], condition: null, required: false, archivedAt: null, sequence: 1, ...more,
})
const nothing = { brand: 'b1', reason: null, reasons: [], values: {} }

describe('a tree of choices', () => {
  it('names a choice with what it stands below', () => {
    expect(pathOf(tree, 'brush')).toBe('GRINDER / MOTOR / BRUSH')
    expect(pathOf(tree, 'pump')).toBe('PUMP')
    expect(pathOf(tree, 'gone')).toBe('gone')
  })

  it('offers neither what is archived nor what stands below it', () => {
    expect(offered(tree).map((one) => one.key)).toEqual(['grinder', 'burr', 'pump'])
  })

  it('knows what stands below', () => {
    expect([...below(tree, ['motor', 'pump'])]).toEqual(['motor', 'brush', 'pump'])
  })
})

describe('the fields that are asked', () => {
  const part = field('part', { type: 'choice', choices: tree })
  const serial = field('serial', { condition: { field: 'part', values: ['grinder'], reasons: null } })

  it('wait for another with its value or one below', () => {
    expect(askedFields([part, serial], nothing)).toEqual([part])
    expect(askedFields([part, serial], { ...nothing, values: { part: 'burr' } })).toEqual([part, serial])
    expect(askedFields([{ ...part, archivedAt: 'x' }, serial], { ...nothing, values: { part: 'burr' } })).toEqual([])
  })

  it('are those of the brand and of the reason', () => {
    const other = field('other', { brand: 'b2' })
    const lost = field('lost', { condition: { field: null, values: null, reasons: ['grinder'] } })
    expect(askedFields([other, lost], nothing)).toEqual([])
    expect(askedFields([other, lost], { ...nothing, brand: 'b2', reason: 'burr', reasons: tree })).toEqual([other, lost])
  })

  it('never wait for each other', () => {
    const one = field('one', { type: 'checkbox', condition: { field: 'two', values: null, reasons: null } })
    const two = field('two', { type: 'checkbox', condition: { field: 'one', values: null, reasons: null } })
    expect(askedFields([one, two], { ...nothing, values: { one: true, two: true } })).toEqual([])
  })
})
