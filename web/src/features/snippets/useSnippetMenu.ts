import { Extension } from '@tiptap/core'
import Suggestion, { type SuggestionProps } from '@tiptap/suggestion'
import { computed, reactive, ref } from 'vue'
import type { Snippet } from '@/api'
import { useUsableSnippets } from './api'
import { ranked } from './rank'

const most = 50

/** The list that `/` opens in an editor: letters narrow it, arrows move, Enter or Tab takes, Esc leaves the slash as it is. */
export function useSnippetMenu(language: () => string | null | undefined, fill: (html: string) => string, taken: (snippet: Snippet) => void) {
  const all = useUsableSnippets()
  const state = reactive({ open: false, typed: '', at: 0, place: null as DOMRect | null })
  const range = ref<Pick<SuggestionProps, 'range' | 'editor'>>()
  const shown = computed(() => (state.open ? ranked(all.data.value ?? [], state.typed, language()).slice(0, most) : []))

  function follow({ query, clientRect, editor, range: at }: SuggestionProps): void {
    Object.assign(state, { open: true, typed: query, at: 0, place: clientRect?.() ?? null })
    range.value = { editor, range: at }
  }

  function take(snippet: Snippet | undefined): void {
    if (!snippet || !range.value) return
    const { editor, range: at } = range.value
    editor.chain().focus().deleteRange(at).insertContent(fill(snippet.html)).run()
    state.open = false
    taken(snippet)
  }

  function onKey(event: KeyboardEvent): boolean {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!shown.value.length) return false
    if (step) state.at = (state.at + step + shown.value.length) % shown.value.length
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) take(shown.value[state.at])
    else return false
    return true
  }

  const extension = Extension.create({
    name: 'snippets',
    // Before the keys that send or leave the field.
    priority: 2000,
    addProseMirrorPlugins() {
      return [Suggestion({
        editor: this.editor, char: '/', allowSpaces: false, items: () => [],
        render: () => ({ onStart: follow, onUpdate: follow, onKeyDown: ({ event }) => onKey(event), onExit: () => (state.open = false) }),
      })]
    },
  })

  return { state, shown, take, extension, pending: all.isPending }
}
