import { describe, expect, it } from 'vitest'
import { offers, operators, pieceAt } from './operators'

describe('operators', () => {
  it('knows the piece at the caret, quotes kept together', () => {
    expect(pieceAt('kettle from:"Ana Ko', 19)).toEqual({ start: 7, text: 'from:"Ana Ko' })
    expect(pieceAt('kettle fr leaks', 9)).toEqual({ start: 7, text: 'fr' })
    expect(pieceAt('kettle ', 7)).toEqual({ start: 7, text: '' })
  })

  it('offers operators by their first letters, also behind a minus', () => {
    expect(offers('t', {}).map((one) => one.text)).toEqual(['to:', 'tag:', 'team:'])
    expect(offers('-ta', {}).map((one) => one.text)).toEqual(['-tag:'])
    expect(offers('', {})).toHaveLength(operators.length)
    expect(offers('kettle', {})).toEqual([])
  })

  it('offers values without minding accents, in quotes where they have spaces', () => {
    expect(offers('assignee:tin', { assignee: ['Tina Zore', 'Łukasz'] }).map((one) => one.text)).toEqual(['assignee:"Tina Zore" '])
    expect(offers('assignee:lu', { assignee: ['Tina Zore', 'Łukasz'] }).map((one) => one.text)).toEqual(['assignee:Łukasz '])
    expect(offers('-is:unr', {}).map((one) => one.text)).toEqual(['-is:unread '])
    expect(offers('status:open', {})).toEqual([])
    expect(offers('nothing:', {})).toEqual([])
  })
})
