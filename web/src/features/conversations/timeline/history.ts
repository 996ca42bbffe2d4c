const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
const tailLength = 24

function textNodes(root: Node): Text[] {
  const walker = (root.ownerDocument ?? document).createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text)
  return nodes
}

/** Where, in letters, the new part ends: its text stands at the beginning, or at least its last words are found. */
function endOf(whole: string, fresh: string): number {
  if (!fresh) return -1
  if (whole.startsWith(fresh)) return fresh.length
  const tail = fresh.slice(-tailLength)
  const found = whole.indexOf(tail, Math.max(0, fresh.length - tailLength * 4))
  return found < 0 ? -1 : found + tail.length
}

function after(last: Node, root: Node): Node[] {
  const found: Node[] = []
  for (let node: Node | null = last; node && node !== root; node = node.parentNode) {
    for (let next = node.nextSibling; next; next = next.nextSibling) found.push(next)
  }
  return found
}

/**
 * Finds the quoted history in a mail, whatever client wrote it: all that stands after the new part's last
 * words, which the server tells; else the quotation at the end. Gives elements that can be hidden.
 */
export function findHistory(root: HTMLElement, visibleText: string): HTMLElement[] {
  const nodes = textNodes(root)
  const lengths = nodes.map((node) => letters(node.data).length)
  const whole = nodes.map((node) => letters(node.data)).join('')
  const end = endOf(whole, letters(visibleText))
  if (end >= whole.length) return []
  if (end > 0) {
    let sum = 0
    const last = nodes[lengths.findIndex((length) => (sum += length) >= end)]
    return last ? after(last, root).map(hideable) : []
  }
  return [...root.querySelectorAll<HTMLElement>('blockquote[type="cite"]')].filter((quote) => !quote.parentElement?.closest('blockquote') && letters(root.textContent ?? '') !== letters(quote.textContent ?? ''))
}

function hideable(node: Node): HTMLElement {
  if (node.nodeType === Node.ELEMENT_NODE) return node as HTMLElement
  const span = (node.ownerDocument ?? document).createElement('span')
  node.parentNode?.replaceChild(span, node)
  span.append(node)
  return span
}
