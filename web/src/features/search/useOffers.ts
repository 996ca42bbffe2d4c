import { computed, ref, type Ref } from 'vue'
import { usePeople } from '@/app/people'
import { useTags } from '@/app/tags'
import { offered, useFields, useReasonTrees } from '@/features/fields'
import { offers, pieceAt } from './operators'

/** What the search field offers while one types: arrows move, Enter and Tab take, Esc closes. */
export function useOffers(typed: Ref<string>, field: () => HTMLInputElement | null) {
  const { agents, teams, inboxes, brands } = usePeople()
  const { tags } = useTags()
  const { trees } = useReasonTrees()
  const { fields } = useFields('conversation')
  const shown = ref(false)
  const at = ref(-1)
  const caret = ref(0)
  const lists = computed(() => ({
    assignee: ['me', 'none', ...agents.value.filter((agent) => agent.status === 'active').map((agent) => agent.name)],
    brand: brands.value.map((brand) => brand.name), team: teams.value.map((team) => team.name), in: inboxes.value.map((inbox) => inbox.name), tag: tags.value.map((tag) => tag.name),
    reason: ['none', ...trees.value.flatMap((tree) => offered(tree.reasons).map((one) => one.name))], field: fields.value.filter((field) => !field.archivedAt).map((field) => field.key),
  }))
  const choices = computed(() => (shown.value ? offers(pieceAt(typed.value, caret.value).text, lists.value) : []))

  function look(): void {
    caret.value = field()?.selectionStart ?? typed.value.length
    shown.value = true
    at.value = -1
  }

  /** While a new piece has no letter yet the results count for more than what could be typed. */
  function onInput(): void {
    look()
    const now = field()?.value ?? ''
    if (now && !pieceAt(now, caret.value).text) close()
  }

  function close(): void {
    shown.value = false
    at.value = -1
  }

  function take(index: number): void {
    const offer = choices.value[index]
    if (!offer) return
    const { start } = pieceAt(typed.value, caret.value)
    typed.value = typed.value.slice(0, start) + offer.text + typed.value.slice(caret.value).trimStart()
    const end = start + offer.text.length
    requestAnimationFrame(() => {
      field()?.focus()
      field()?.setSelectionRange(end, end)
      if (offer.value) close()
      else look()
    })
  }

  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step && !shown.value) look()
    else if (step && choices.value.length) at.value = (Math.max(at.value, step > 0 ? -1 : 0) + step + choices.value.length) % choices.value.length
    else if ((event.key === 'Enter' || event.key === 'Tab') && at.value >= 0 && choices.value.length) take(at.value)
    else if (event.key === 'Escape' && choices.value.length) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return { offered: choices, at, look, onInput, close, take, onKey }
}
