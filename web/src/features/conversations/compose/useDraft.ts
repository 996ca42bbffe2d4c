import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Draft, DraftContent, Id } from '@/api'
import { toAddresses } from './inlineImages'

/** What is being written; `to` null means the server's default recipient. */
export interface Content { html: string; text: string; to: string[] | null; cc: string[]; bcc: string[]; forward: Id | null; signature: boolean }

export const emptyContent = (): Content => ({ html: '', text: '', to: null, cc: [], bcc: [], forward: null, signature: true })
export const fromDraft = (draft: Draft): Content => ({
  html: toAddresses(draft.html ?? '', draft.attachments), text: draft.text ?? '', to: draft.to?.length || draft.forward ? (draft.to ?? []) : null, cc: draft.cc ?? [], bcc: draft.bcc ?? [], forward: draft.forward, signature: draft.signature !== false,
})

export interface DraftStore {
  load: () => Promise<Draft | null | undefined>
  keep: (draft: DraftContent) => Promise<unknown>
  drop: () => Promise<unknown>
  /** Whether it holds more than words: files keep a draft alive. */
  holdsMore?: () => boolean
}

export type DraftState = 'idle' | 'waiting' | 'saving' | 'saved' | 'failed'

/** Keeps what is written on the server, a moment after the last key: one request at a time, the newest text always last, again and again until it is kept. */
export function useDraft(store: DraftStore, wait = 800, again = 5000) {
  const content = shallowRef<Content>(emptyContent())
  const state = ref<DraftState>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()
  let dirty = false
  let touched = false
  let asked = false

  async function write(): Promise<void> {
    if (!dirty) return
    dirty = false
    const { html, text, to, cc, bcc, forward, signature } = content.value
    state.value = 'saving'
    try {
      await (text.trim() || to || cc.length || bcc.length || forward || store.holdsMore?.() ? store.keep({ html, text, to: to ?? [], cc, bcc, forward, ...(signature ? {} : { signature }) }) : store.drop())
      if (!dirty) state.value = 'saved'
    } catch {
      state.value = 'failed'
      dirty = true
      timer = setTimeout(() => void flush(), again)
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    running = running.then(write)
    return running
  }

  function change(part: Partial<Content>): void {
    content.value = { ...content.value, ...part }
    touched = true
    dirty = true
    state.value = 'waiting'
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wait)
  }

  /** Empties the box after sending: the server has taken the draft with the message. */
  async function clear(): Promise<void> {
    clearTimeout(timer)
    dirty = false
    content.value = emptyContent()
    state.value = 'idle'
    await running
  }

  async function load(): Promise<void> {
    if (asked) return
    asked = true
    const draft = await store.load().catch(() => null)
    if (!touched && draft) {
      content.value = fromDraft(draft)
      state.value = 'saved'
    }
  }

  onScopeDispose(() => void flush())

  return { content, state, change, clear, flush, load }
}
