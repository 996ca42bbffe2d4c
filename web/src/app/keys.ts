const fields = 'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox]'

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** Whether the agent is writing there, so that a letter is a letter. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(fields) !== null
}

/** A pressed key as an action names it: `j`, `shift+a`, `mod+k`, `?`; null for keys that are never bound, such as Alt with a letter. */
export function keyName(event: KeyboardEvent): string | null {
  if (event.altKey || event.isComposing || event.key === 'Dead') return null
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  if ((event.metaKey || event.ctrlKey) && !mod) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (event.key.length > 1 || key !== key.toUpperCase())
  return `${mod ? 'mod+' : ''}${shift ? 'shift+' : ''}${key}`
}

const faces: Record<string, string> = { Enter: '↵', Escape: 'Esc', ArrowRight: '→', ArrowDown: '↓', ArrowUp: '↑' }

/** The caps to draw for a binding: `mod+k` is ⌘ K on a Mac and Ctrl K elsewhere. */
export function keyCaps(keys: string): string[] {
  return keys.split(/[+ ]/).map((part) => (part === 'mod' ? (isMac ? '⌘' : 'Ctrl') : part === 'shift' ? '⇧' : (faces[part] ?? (part.length === 1 ? part.toUpperCase() : part))))
}

/** Turns key presses into bindings: single keys outside text fields, `mod+…` everywhere, and `g i` as one key after another. */
export function keyReader(find: (binding: string) => (() => void) | undefined, options: { singles: () => boolean; wait?: number }) {
  let first: { key: string; at: number } | null = null

  return (event: KeyboardEvent): boolean => {
    const name = keyName(event)
    if (!name || event.defaultPrevented || event.repeat && !['j', 'k', 'shift+ArrowDown', 'shift+ArrowUp'].includes(name)) return false
    const modified = name.startsWith('mod+')
    if (!modified && (isWriting(event.target) || !options.singles())) return false
    const sequence = first && event.timeStamp - first.at < (options.wait ?? 1200) ? `${first.key} ${name}` : null
    first = null
    const run = (sequence ? find(sequence) : undefined) ?? find(name)
    if (run) {
      event.preventDefault()
      run()
      return true
    }
    if (!modified && name.length === 1) first = { key: name, at: event.timeStamp }
    return false
  }
}
