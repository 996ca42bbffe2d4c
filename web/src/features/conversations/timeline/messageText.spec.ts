import { describe, expect, it } from 'vitest'
import { message } from '@/testing/fixtures'
import { lookOf, splitQuote } from './messageText'

describe('a message', () => {
  it('is our text, our type or a frame, by what its HTML says', () => {
    expect(lookOf(null)).toBe('text')
    expect(lookOf('<div><p>Hello</p><br></div>')).toBe('text')
    expect(lookOf('<p>Hello <b>you</b></p>')).toBe('rich')
    expect(lookOf('<p>Hello</p><img src="cid:x">')).toBe('frame')
  })

  it('is told apart from the history under it', () => {
    const split = splitQuote(message({ visibleText: 'Thanks!', text: 'Thanks!\n\nOn Monday Zrno wrote:\n> Hello' }))
    expect(split).toEqual({ text: 'Thanks!', quote: 'On Monday Zrno wrote:\n> Hello' })
  })

  it('is shown whole when nothing in it is new', () => expect(splitQuote(message({ visibleText: '', text: '> Hello' }))).toEqual({ text: '> Hello', quote: '' }))
})
