import { describe, expect, it } from 'vitest'
import type { LogEvent } from '@/api'
import { message } from '@/testing/fixtures'
import { weave } from './useTimeline'

const event = (at: string, changes: LogEvent['changes']): LogEvent => ({ position: 1, id: at, at, streamType: 'conversation', streamId: 'c1', sequence: 2, kind: 'conversation.changed', actor: { kind: 'agent', id: 'a1' }, inbox: null, changes, refs: {} })

describe('the timeline', () => {
  it('weaves messages and changes by time, with a separator for each day', () => {
    const first = message({ id: 'm1', createdAt: '2026-11-20T12:00:00.000Z' })
    const second = message({ id: 'm2', createdAt: '2026-11-22T12:00:00.000Z' })
    const solved = event('2026-11-20T12:30:00.000Z', { status: { old: 'open', now: 'solved' } })
    expect(weave([first, second], [solved], true).map((entry) => entry.kind)).toEqual(['day', 'message', 'event', 'day', 'message'])
  })

  it('leaves out undone messages and changes nobody reads', () => {
    const undone = message({ deliveryState: 'undone' })
    expect(weave([undone], [event('2026-11-20T12:30:00.000Z', { lastActivityAt: { old: 'a', now: 'b' } })], true)).toEqual([])
  })

  it('shows no change older than the oldest loaded message', () => {
    const shown = message({ createdAt: '2026-11-22T12:00:00.000Z' })
    expect(weave([shown], [event('2026-11-20T12:30:00.000Z', { status: { old: 'new', now: 'open' } })], false).map((entry) => entry.kind)).toEqual(['day', 'message'])
  })
})
