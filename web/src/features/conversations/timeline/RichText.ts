import { h, type FunctionalComponent, type VNodeChild } from 'vue'
import { findHistory } from './history'

const kept = new Set(['p', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'hr'])
const transparent = new Set(['html', 'body', 'div', 'span', 'font'])

const folded = 'data-history'

/** What a colleague or a team is called now, and whether it is oneself. */
export type NameOf = (mention: string) => { name: string | undefined; me: boolean }

function draw(node: Node, quote: boolean, nameOf?: NameOf): VNodeChild {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element) && node.nodeType !== Node.ELEMENT_NODE) return null
  const element = node as Element
  if (!quote && element.hasAttribute(folded)) return null
  const tag = element.tagName.toLowerCase()
  const inside = [...element.childNodes].map((child) => draw(child, quote, nameOf))
  const mention = element.getAttribute('data-mention')
  if (mention && nameOf) {
    const { name, me } = nameOf(mention)
    return h('span', { class: ['mention', { me }] }, name ? `@${name}` : inside)
  }
  const href = element.getAttribute('href') ?? ''
  if (tag === 'a' && /^(https?:|mailto:|tel:)/i.test(href)) return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, inside)
  if (tag === 'div') return h('div', inside)
  return kept.has(tag) ? h(tag, inside) : inside
}

/** Whether a mail uses nothing but words, emphasis, lists and links, so that we may set it in our own type. */
export function isSimple(html: string): boolean {
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)\b/gi)].map((match) => (match[1] ?? '').toLowerCase())
  return tags.every((tag) => kept.has(tag) || transparent.has(tag) || ['a', 'head', 'meta', 'title'].includes(tag)) && !/background|bgcolor/i.test(html)
}

/** Draws a simple mail by building every element anew: nothing of its markup but the listed tags gets into the page. */
export const RichText: FunctionalComponent<{ html: string; visibleText: string; quote?: boolean; nameOf?: NameOf }> = ({ html, visibleText, quote, nameOf }) => {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  for (const element of findHistory(parsed.body, visibleText)) element.setAttribute(folded, '')
  return h('div', { class: 'rich' }, [...parsed.body.childNodes].map((child) => draw(child, quote === true, nameOf)))
}
RichText.props = ['html', 'visibleText', 'quote', 'nameOf']
