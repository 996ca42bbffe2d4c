import type { Fragment } from '@/api'

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L').toLowerCase()

/** Where the typed letters stand in a label, accents aside: as fragments to draw, or null. The earlier, the better. */
export function match(label: string, typed: string): { fragments: Fragment[]; rank: number } | null {
  const wanted = fold(typed.trim())
  if (!wanted) return { fragments: [{ text: label, hit: false }], rank: 0 }
  const letters = [...label]
  const at = letters.map(fold).join('\u0000').split('\u0000').reduce<{ text: string; from: number[] }>((sum, letter, index) => ({ text: sum.text + letter, from: [...sum.from, ...Array<number>(letter.length).fill(index)] }), { text: '', from: [] })
  const found = at.text.indexOf(wanted)
  if (found < 0) return null
  const start = at.from[found] ?? 0
  const end = (at.from[found + wanted.length - 1] ?? start) + 1
  const parts = [{ text: letters.slice(0, start).join(''), hit: false }, { text: letters.slice(start, end).join(''), hit: true }, { text: letters.slice(end).join(''), hit: false }]
  const wordStart = start === 0 || /\s/.test(letters[start - 1] ?? '')
  return { fragments: parts.filter((part) => part.text), rank: start === 0 ? 0 : wordStart ? 1 : 2 }
}
