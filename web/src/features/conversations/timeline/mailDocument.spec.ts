import { describe, expect, it } from 'vitest'
import { findQuote, hasRemoteImages } from './mailDocument'

const mail = (body: string) => new DOMParser().parseFromString(`<body>${body}</body>`, 'text/html')

describe('an HTML mail', () => {
  it('has remote images only when they come over the network', () => {
    expect(hasRemoteImages('<img src="https://shop.example/x.png">')).toBe(true)
    expect(hasRemoteImages('<div style="background:url(http://shop.example/x.png)">')).toBe(true)
    expect(hasRemoteImages('<img src="cid:logo"> see https://shop.example')).toBe(false)
  })

  it('has its history found once, however deep it is nested', () => {
    expect(findQuote(mail('<p>Thanks</p><div class="gmail_quote"><blockquote type="cite">old</blockquote></div>'))).toHaveLength(1)
  })

  it('is shown whole when it is nothing but a quote', () => expect(findQuote(mail('<div class="gmail_quote">old</div>'))).toEqual([]))
})
