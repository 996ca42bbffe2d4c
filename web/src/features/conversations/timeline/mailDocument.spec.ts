import { describe, expect, it } from 'vitest'
import { hasRemoteImages } from './mailDocument'

describe('an HTML mail', () => {
  it('has remote images only when they come over the network', () => {
    expect(hasRemoteImages('<img src="https://shop.example/x.png">')).toBe(true)
    expect(hasRemoteImages('<div style="background:url(http://shop.example/x.png)">')).toBe(true)
    expect(hasRemoteImages('<img src="cid:logo"> see https://shop.example')).toBe(false)
  })
})
