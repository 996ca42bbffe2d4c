import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem, type Draft } from '@/api'
import { message } from '@/testing/fixtures'
import { useUndo } from './undo'

const draft: Draft = { audience: 'customer', html: '<p>Hi</p>', text: 'Hi', to: [], cc: [], bcc: [], forward: null, attachments: [], updatedAt: '', signature: null }
const queued = () => message({ id: 'm9', direction: 'outbound', sendAt: new Date(Date.now() + 10_000).toISOString() })

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => vi.useRealTimers())

describe('undo send', () => {
  it('is offered until the message leaves', () => {
    const undo = useUndo()
    expect(undo.offer(queued(), 20418)).toBe(10_000)
    vi.advanceTimersByTime(9_999)
    expect(undo.sent?.message).toBe('m9')
    vi.advanceTimersByTime(1)
    expect(undo.sent).toBeNull()
  })

  it('gives the draft back to the box of its conversation, once', async () => {
    const undo = useUndo()
    undo.offer(queued(), 20418)
    expect((await undo.take(async () => ({ draft })))?.number).toBe(20418)
    expect(undo.collect('another')).toBeNull()
    expect(undo.collect('c1')?.draft).toEqual(draft)
    expect(undo.collect('c1')).toBeNull()
  })

  it('asks once, however often the key is pressed', async () => {
    const undo = useUndo()
    undo.offer(queued(), 20418)
    const ask = vi.fn(async () => ({ draft }))
    await Promise.all([undo.take(ask), undo.take(ask)])
    expect(ask).toHaveBeenCalledOnce()
  })

  it('is over when the message has already left', async () => {
    const undo = useUndo()
    undo.offer(queued(), 20418)
    await expect(undo.take(async () => { throw new Problem(409, 'message.already_sent', '') })).rejects.toThrow(Problem)
    expect(undo.sent).toBeNull()
    expect(undo.returned).toBeNull()
  })

  it('is not offered for a note, which leaves nowhere', () => {
    const undo = useUndo()
    expect(undo.offer(message({ direction: 'note' }), 20418)).toBe(0)
    expect(undo.sent).toBeNull()
  })
})
