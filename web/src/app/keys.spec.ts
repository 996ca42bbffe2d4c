import { afterEach, describe, expect, it, vi } from 'vitest'
import { keyName, keyReader } from './keys'

const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  Object.defineProperty(event, 'target', { value: target })
  return event
}

afterEach(() => document.body.replaceChildren())

describe('key names', () => {
  it('say shift only where the key alone does not', () => {
    expect(keyName(press('A', { shiftKey: true }))).toBe('shift+a')
    expect(keyName(press('?', { shiftKey: true }))).toBe('?')
  })
  it('are null with Alt, which types ą, ł and č', () => expect(keyName(press('l', { altKey: true }))).toBeNull())
  it('call Ctrl mod on this machine', () => expect(keyName(press('k', { ctrlKey: true }))).toBe('mod+k'))
})

describe('the key reader', () => {
  const singles = () => true

  it('runs the binding and keeps the browser from acting', () => {
    const run = vi.fn()
    const event = press('r')
    expect(keyReader((name) => (name === 'r' ? run : undefined), { singles })(event)).toBe(true)
    expect(run).toHaveBeenCalledOnce()
    expect(event.defaultPrevented).toBe(true)
  })

  it('leaves letters alone in a text field, but hears the command key', () => {
    const field = document.body.appendChild(document.createElement('textarea'))
    const read = keyReader(() => () => undefined, { singles })
    expect(read(press('r', {}, field))).toBe(false)
    expect(read(press('k', { ctrlKey: true }, field))).toBe(true)
  })

  it('hears two keys one after the other', () => {
    const go = vi.fn()
    const read = keyReader((name) => (name === 'g i' ? go : undefined), { singles })
    read(press('g'))
    read(press('i'))
    expect(go).toHaveBeenCalledOnce()
  })

  it('can be turned off for single keys', () => {
    const read = keyReader(() => () => undefined, { singles: () => false })
    expect(read(press('r'))).toBe(false)
    expect(read(press('k', { ctrlKey: true }))).toBe(true)
  })
})
