/** What a search can be narrowed by; the server knows the same (SearchOperators). */
export const operators = ['from', 'to', 'tag', 'status', 'priority', 'is', 'has', 'filename', 'in', 'assignee', 'team', 'brand', 'after', 'before', 'field', 'reason', 'complexity', 'company'] as const
export type Operator = (typeof operators)[number]

/** Values that are the same everywhere. */
const fixed: Partial<Record<Operator, string[]>> = {
  status: ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'],
  priority: ['low', 'normal', 'high', 'urgent'],
  is: ['open', 'unread', 'mine', 'snoozed', 'unassigned', 'assigned', 'done', 'pending', 'solved', 'junk'],
  has: ['attachment'],
  complexity: ['simple', 'normal', 'hard'],
  after: ['today', 'yesterday', '7d', '1m'],
  before: ['today', '7d', '1m', '1y'],
}

/** A way to go on writing: the piece that replaces the one being typed. */
export interface Offer { text: string; operator: Operator; value?: string }

interface Piece { start: number; text: string }

/** The piece in which the caret stands, quotes kept together. */
export function pieceAt(text: string, caret: number): Piece {
  let start = 0
  let quoted = false
  for (let at = 0; at < caret; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === ' ' && !quoted) start = at + 1
  }
  return { start, text: text.slice(start, caret) }
}

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value)
const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/gi, 'l').toLowerCase()

/** What can be offered for the piece being typed: operators, or the values of one, out of the given lists. */
export function offers(typed: string, lists: Partial<Record<Operator, string[]>>): Offer[] {
  const minus = typed.startsWith('-') ? '-' : ''
  const [name = '', value] = split(typed.slice(minus.length))
  if (value === undefined) {
    return operators.filter((one) => one.startsWith(name.toLowerCase()) && (name || !minus)).map((one) => ({ text: `${minus}${one}:`, operator: one }))
  }
  const operator = operators.find((one) => one === name.toLowerCase())
  if (!operator) return []
  const wanted = fold(value.replaceAll('"', ''))
  return [...new Set([...(fixed[operator] ?? []), ...(lists[operator] ?? [])])]
    .filter((one) => fold(one).includes(wanted) && fold(one) !== wanted)
    .slice(0, 8)
    .map((one) => ({ text: `${minus}${operator}:${quoted(one)} `, operator, value: one }))
}

function split(piece: string): [string, string | undefined] {
  const colon = piece.indexOf(':')
  return colon < 0 ? [piece, undefined] : [piece.slice(0, colon), piece.slice(colon + 1)]
}
