import { Node, type AnyExtension } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import Suggestion, { type SuggestionProps } from '@tiptap/suggestion'
import { useQuery } from '@tanstack/vue-query'
import { computed, reactive, ref } from 'vue'
import { get, type Id, type Mentionable } from '@/api'
import { fitting, type Named } from './fitting'

const most = 30

/** Somebody named in a note: kept by id, shown by name. */
const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    mention: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('data-mention'), renderHTML: (attributes: Record<string, unknown>) => ({ 'data-mention': attributes.mention }) },
    name: { default: '', parseHTML: (element: HTMLElement) => element.textContent.replace(/^@/, ''), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'span[data-mention]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', { ...HTMLAttributes, class: 'mention' }, `@${String(node.attrs.name)}`],
  renderText: ({ node }) => `@${String(node.attrs.name)}`,
})

/** The list that `@` opens in a note: whoever may see the conversation; arrows move, Enter or Tab takes, Esc leaves the sign as it is. */
export function useMentionMenu(conversation: () => Id) {
  const asked = ref(false)
  const all = useQuery({
    queryKey: computed(() => ['mentionable', conversation()]),
    queryFn: () => get<Mentionable>(`/conversations/${conversation()}/mentionable`),
    enabled: asked,
    staleTime: 300_000,
  })
  const state = reactive({ open: false, typed: '', at: 0, place: null as DOMRect | null })
  const range = ref<Pick<SuggestionProps, 'range' | 'editor'>>()
  const shown = computed(() => (state.open && all.data.value ? fitting(all.data.value, state.typed).slice(0, most) : []))

  function follow({ query, clientRect, editor, range: at }: SuggestionProps): void {
    asked.value = true
    Object.assign(state, { open: true, typed: query, at: 0, place: clientRect?.() ?? null })
    range.value = { editor, range: at }
  }

  function take(one: Named | undefined): void {
    if (!one || !range.value) return
    const { editor, range: at } = range.value
    editor.chain().focus().deleteRange(at).insertContent([{ type: 'mention', attrs: { mention: `${one.kind}:${one.id}`, name: one.name } }, { type: 'text', text: ' ' }]).run()
    state.open = false
  }

  function onKey(event: KeyboardEvent): boolean {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!shown.value.length) return false
    if (step) state.at = (state.at + step + shown.value.length) % shown.value.length
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) take(shown.value[state.at])
    else return false
    return true
  }

  const extensions: AnyExtension[] = [Mention.extend({
    // Before the keys that send or leave the field.
    priority: 2000,
    addProseMirrorPlugins() {
      return [Suggestion({
        editor: this.editor, char: '@', pluginKey: new PluginKey('mentions'), allowSpaces: false, items: () => [],
        render: () => ({ onStart: follow, onUpdate: follow, onKeyDown: ({ event }) => onKey(event), onExit: () => (state.open = false) }),
      })]
    },
  })]

  return { state, shown, take, extensions, pending: all.isPending }
}
