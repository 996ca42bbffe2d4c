import { expect, it } from 'vitest'
import type { Attachment } from '@/api'
import { toAddresses, toContentIds } from './inlineImages'

const file = (id: string, contentId: string | null): Attachment => ({ id, contentId, fileName: 'a.png', contentType: 'image/png', size: 1, url: `/draft/files/${id}`, withheld: null })

it('pictures leave by content id and come back by address', () => {
  const files = [file('1', 'x@inline'), file('2', null)]
  const shown = '<p>See <img src="/draft/files/1"> and <img src="/draft/files/2"></p>'
  const sent = '<p>See <img src="cid:x@inline"> and <img src="/draft/files/2"></p>'
  expect(toContentIds(shown, files)).toBe(sent)
  expect(toAddresses(sent, files)).toBe(shown)
})
