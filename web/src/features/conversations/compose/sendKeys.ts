import { Extension } from '@tiptap/core'

/** ⌘↵ sends, Esc leaves the field so that single keys work again. */
export function sendKeys(send: () => void) {
  return Extension.create({
    name: 'sendKeys',
    addKeyboardShortcuts: () => ({
      'Mod-Enter': () => {
        send()
        return true
      },
      Escape: ({ editor }) => {
        editor.view.dom.blur()
        return true
      },
    }),
    priority: 1000,
  })
}
