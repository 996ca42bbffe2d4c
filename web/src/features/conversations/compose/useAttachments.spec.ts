import { describe, expect, it } from 'vitest'
import { useAttachments } from './useAttachments'

const file = (name: string, text: string) => new File([text], name, { type: 'text/plain' })

describe('files of a message', () => {
  it('are all listed at once and all there when settled', async () => {
    const attachments = useAttachments()
    void attachments.add([file('a.txt', 'one'), file('b.txt', 'two')])
    expect(attachments.files.value.map((each) => each.name)).toEqual(['a.txt', 'b.txt'])
    await attachments.settled()
    expect(attachments.uploads().map((each) => atob(each.base64))).toEqual(['one', 'two'])
  })

  it('are waited for also when they were picked one after the other', async () => {
    const attachments = useAttachments()
    void attachments.add([file('a.txt', 'one')])
    void attachments.add([file('b.txt', 'two')])
    await attachments.settled()
    expect(attachments.uploads()).toHaveLength(2)
  })
})
