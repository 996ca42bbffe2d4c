import { describe, expect, it } from 'vitest'
import { message } from '@/testing/fixtures'
import { lookOf, otherSubject, splitQuote } from './messageText'

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

  it('has a subject of its own only when more than its beginning differs', () => {
    expect(otherSubject('Re: AW: Crema Uno [#20418]', 'Crema Uno')).toBe('')
    expect(otherSubject('Odp: Crema  uno', 'Crema Uno')).toBe('')
    expect(otherSubject('My new address', 'Crema Uno')).toBe('My new address')
    expect(otherSubject(null, 'Crema Uno')).toBe('')
  })
})
