import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveFrame } from '@/api'
import { LiveConnection, type LiveSocket } from './liveConnection'

class Wire implements LiveSocket {
  sent: Record<string, unknown>[] = []
  onmessage: ((event: MessageEvent<string>) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  send = (text: string) => void this.sent.push(JSON.parse(text) as Record<string, unknown>)
  close = () => undefined
  hear = (frame: object) => this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }))
}

let wires: Wire[]
let frames: LiveFrame[]
let states: boolean[]
let live: LiveConnection
const wire = () => wires.at(-1) as Wire

beforeEach(() => {
  vi.useFakeTimers()
  wires = []
  frames = []
  states = []
  live = new LiveConnection({
    open: () => { wires.push(new Wire()); return wire() },
    onFrame: (frame) => frames.push(frame), onState: (state) => states.push(state), random: () => 0.5,
  })
  live.start()
})
afterEach(() => vi.useRealTimers())

describe('the live connection', () => {
  it('does not resume the first time', () => {
    wire().hear({ type: 'hello', position: 7, epoch: 'e1' })
    expect(wire().sent).toEqual([])
    expect(states).toEqual([true])
  })

  it('watches again and resumes at the last position it heard', () => {
    wire().hear({ type: 'hello', position: 7, epoch: 'e1' })
    live.watch('c1')
    wire().hear({ type: 'gone', position: 12, conversation: 'c9' })
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(400)
    expect(wires).toHaveLength(2)
    wire().hear({ type: 'hello', position: 20, epoch: 'e1' })
    expect(wire().sent).toEqual([{ type: 'watch', conversation: 'c1' }, { type: 'resume', position: 12, epoch: 'e1' }])
    expect(states).toEqual([true, false, true])
  })

  it('says what the agent does, and keeps it to itself without a connection', () => {
    live.presence('c1', 'replying')
    wire().hear({ type: 'hello', position: 7, epoch: 'e1' })
    live.presence('c1', 'viewing')
    expect(wire().sent.at(-1)).toEqual({ type: 'presence', conversation: 'c1', doing: 'viewing' })
    wire().hear({ type: 'presence', conversation: 'c1', agents: [{ agent: 'a1', doing: 'noting' }] })
    expect(frames).toEqual([{ type: 'presence', conversation: 'c1', agents: [{ agent: 'a1', doing: 'noting' }] }])
  })

  it('resumes where it began when nothing was heard in between', () => {
    wire().hear({ type: 'hello', position: 7, epoch: 'e1' })
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(400)
    wire().hear({ type: 'hello', position: 9, epoch: 'e1' })
    expect(wire().sent).toEqual([{ type: 'resume', position: 7, epoch: 'e1' }])
  })

  it('says of which log its position is, and counts anew in another one', () => {
    wire().hear({ type: 'hello', position: 700, epoch: 'e1' })
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(400)
    wire().hear({ type: 'hello', position: 9, epoch: 'e2' })
    wire().hear({ type: 'reset', position: 9 })
    expect(wire().sent).toEqual([{ type: 'resume', position: 700, epoch: 'e1' }])
    expect(frames).toEqual([{ type: 'reset', position: 9 }])
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(400)
    wire().hear({ type: 'hello', position: 11, epoch: 'e2' })
    expect(wire().sent).toEqual([{ type: 'resume', position: 9, epoch: 'e2' }])
  })

  it('waits longer after each failure, and at once when the network is back', () => {
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(400)
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(799)
    expect(wires).toHaveLength(2)
    live.wake()
    expect(wires).toHaveLength(3)
  })

  it('gives up a connection that answers no ping', () => {
    wire().hear({ type: 'hello', position: 7, epoch: 'e1' })
    vi.advanceTimersByTime(20_000)
    expect(wire().sent).toEqual([{ type: 'ping' }])
    vi.advanceTimersByTime(8_000)
    expect(states).toEqual([true, false])
  })

  it('stays closed when it was stopped', () => {
    live.stop()
    wire().onclose?.(new CloseEvent('close'))
    vi.advanceTimersByTime(60_000)
    expect(wires).toHaveLength(1)
  })
})
