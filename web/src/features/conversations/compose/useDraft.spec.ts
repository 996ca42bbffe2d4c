import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useDraft, type DraftStore } from './useDraft'

let scope: EffectScope
let store: { [name in 'load' | 'keep' | 'drop']: ReturnType<typeof vi.fn<DraftStore[name]>> }
let draft: ReturnType<typeof useDraft>

beforeEach(() => {
  vi.useFakeTimers()
  store = { load: vi.fn<DraftStore['load']>(async () => null), keep: vi.fn<DraftStore['keep']>(async () => undefined), drop: vi.fn<DraftStore['drop']>(async () => undefined) }
  scope = effectScope()
  scope.run(() => (draft = useDraft(store)))
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('a draft', () => {
  it('is kept once, a moment after the last key', async () => {
    draft.change({ text: 'H', html: '<p>H</p>' })
    await vi.advanceTimersByTimeAsync(500)
    draft.change({ text: 'Hi', html: '<p>Hi</p>' })
    await vi.advanceTimersByTimeAsync(500)
    expect(store.keep).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(300)
    expect(store.keep).toHaveBeenCalledExactlyOnceWith({ text: 'Hi', html: '<p>Hi</p>', to: [], cc: [], bcc: [], forward: null })
    expect(draft.state.value).toBe('saved')
  })

  it('is dropped when everything is deleted', async () => {
    draft.change({ text: ' ', html: '<p> </p>' })
    await vi.advanceTimersByTimeAsync(800)
    expect(store.drop).toHaveBeenCalledOnce()
  })

  it('is kept at once when the agent leaves', async () => {
    draft.change({ text: 'Hi', html: '<p>Hi</p>' })
    scope.stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(store.keep).toHaveBeenCalledOnce()
  })

  it('is not kept again after it was sent', async () => {
    draft.change({ text: 'Hi', html: '<p>Hi</p>' })
    await draft.clear()
    await vi.advanceTimersByTimeAsync(2000)
    expect(store.keep).not.toHaveBeenCalled()
    expect(draft.content.value.text).toBe('')
  })

  it('does not replace what was typed while it was loading', async () => {
    store.load.mockResolvedValue({ audience: 'customer', html: '<p>old</p>', text: 'old', to: [], cc: [], bcc: [], forward: null, attachments: [], updatedAt: '', signature: false })
    const loading = draft.load()
    draft.change({ text: 'new', html: '<p>new</p>' })
    await loading
    expect(draft.content.value.text).toBe('new')
  })

  it('says when it could not be kept, and tries again by itself', async () => {
    store.keep.mockRejectedValue(new Error('away'))
    draft.change({ text: 'Hi', html: '<p>Hi</p>' })
    await vi.advanceTimersByTimeAsync(800)
    expect(draft.state.value).toBe('failed')
    store.keep.mockResolvedValue(undefined)
    await vi.advanceTimersByTimeAsync(5000)
    expect(draft.state.value).toBe('saved')
  })
})
