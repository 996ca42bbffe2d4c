import { computed, onScopeDispose, reactive, ref, shallowReactive } from 'vue'
import type { Customer } from '@/api'
import type { IconName } from '@/design/icons'
import { isWriting, keyReader } from './keys'

export type ActionGroup = 'conversation' | 'go' | 'look'

/** Something an agent can do now: by key, from the palette, named in the overlay of all keys. */
export interface Action {
  id: string
  group: ActionGroup
  icon: IconName
  /** In the agent's language; read again whenever it is drawn. */
  label: () => string
  keys?: string
  /** A short word for the operator bar, if it is shown there. */
  hint?: () => string
  /** Not offered in the palette, such as moving in a list. */
  keyOnly?: boolean
  /** Takes its key from whatever else is offered. */
  first?: boolean
  run: () => void
}

const sources = shallowReactive(new Set<() => Action[]>())
const all = computed(() => [...sources].flatMap((source) => source()))
const stored = localStorage.getItem('centrala.singleKeys') !== 'off'

export const singleKeys = ref(stored)
/** What stands over the page; `composeFor` is whom a new conversation is for, when that is known. */
export const open = reactive<{ palette: boolean; keys: boolean; compose: boolean; composeFor: Customer | null }>({ palette: false, keys: false, compose: false, composeFor: null })

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on
  localStorage.setItem('centrala.singleKeys', on ? 'on' : 'off')
}

/** Offers actions while the calling component lives; the later one wins a key. */
export function useActions(source: () => Action[]): void {
  sources.add(source)
  onScopeDispose(() => sources.delete(source))
}

export function useOfferedActions() {
  return all
}

/** True while a field that was asked for is still on its way: letters typed meanwhile are kept for it. */
export const awaitingField = ref(false)
let typedAhead = ''

/** Gives the waited-for field what was typed before it came. */
export function takeTypedAhead(): string {
  const typed = typedAhead
  typedAhead = ''
  awaitingField.value = false
  return typed
}

function keepForField(event: KeyboardEvent): void {
  if (!awaitingField.value || isWriting(event.target) || event.key.length !== 1 || event.ctrlKey || event.metaKey) return
  typedAhead += event.key
  event.preventDefault()
}

const bound = (keys: string) => all.value.filter((action) => action.keys === keys)
const read = keyReader((keys) => (bound(keys).findLast((action) => action.first) ?? bound(keys).at(-1))?.run, {
  singles: () => singleKeys.value && !awaitingField.value && document.querySelector('dialog[open], :popover-open') === null,
})

export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    keepForField(event)
    read(event)
  })
}
