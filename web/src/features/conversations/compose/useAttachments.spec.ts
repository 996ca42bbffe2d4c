import { describe, expect, it, vi } from 'vitest'
import type { Attachment } from '@/api'
import { useAttachments } from './useAttachments'

const file = (name: string, text: string) => new File([text], name, { type: 'text/plain' })
const kept = (name: string): Attachment => ({ id: `id-${name}`, fileName: name, contentType: 'text/plain', size: 3, contentId: null, url: `/${name}`, withheld: null })
const store = () => ({ add: vi.fn(async (one: File) => kept(one.name)), remove: vi.fn(async () => undefined) })

describe('files of a message', () => {
  it('are all listed at once and all kept when settled', async () => {
    const attachments = useAttachments(store())
    void attachments.add([file('a.txt', 'one'), file('b.txt', 'two')])
    expect(attachments.files.value.map((each) => each.name)).toEqual(['a.txt', 'b.txt'])
    await attachments.settled()
    expect(attachments.ids('')).toEqual(['id-a.txt', 'id-b.txt'])
  })

  it('are waited for also when they were picked one after the other', async () => {
    const attachments = useAttachments(store())
    void attachments.add([file('a.txt', 'one')])
    void attachments.add([file('b.txt', 'two')])
    await attachments.settled()
    expect(attachments.ids('')).toHaveLength(2)
  })

  it('say when they could not be kept, and do not stop the others', async () => {
    const away = store()
    away.add.mockRejectedValueOnce(new Error('away'))
    const attachments = useAttachments(away)
    await attachments.add([file('a.txt', 'one'), file('b.txt', 'two')])
    expect(attachments.failed.value).toBe(true)
    expect(attachments.ids('')).toEqual(['id-b.txt'])
  })

  it('leave the draft when they are taken out', async () => {
    const kept = store()
    const attachments = useAttachments(kept)
    await attachments.add([file('a.txt', 'one')])
    attachments.drop(attachments.files.value[0]!.key)
    expect(kept.remove).toHaveBeenCalledExactlyOnceWith('id-a.txt')
    expect(attachments.ids('')).toEqual([])
  })

  it('leave a picture behind that no longer stands in the text', async () => {
    const pictures = store()
    pictures.add.mockResolvedValue({ ...kept('a.png'), contentId: 'x@inline' })
    const attachments = useAttachments(pictures)
    await attachments.addPicture(file('a.png', 'x'))
    expect(attachments.attached.value).toEqual([])
    expect(attachments.ids('<img src="cid:x@inline">')).toEqual(['id-a.png'])
    expect(attachments.ids('<p></p>')).toEqual([])
  })

  it('come back from the draft once', () => {
    const attachments = useAttachments(store())
    attachments.put([kept('a.txt')])
    attachments.put([kept('a.txt')])
    expect(attachments.ids('')).toEqual(['id-a.txt'])
  })
})
