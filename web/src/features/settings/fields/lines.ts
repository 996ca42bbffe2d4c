import type { Choice, NewChoice } from '@/api'

/** A line of a tree being written; one without a key is new and can go again. */
export interface Line { id: string; key: string | null; name: string; depth: number; archived: boolean }

export const deepest = 3
const fresh = (name: string, depth: number): Line => ({ id: crypto.randomUUID(), key: null, name, depth, archived: false })

export const linesOf = (tree: readonly Choice[]): Line[] => tree.map((one) => ({ id: one.key, ...one }))

/** What the server is sent: an empty new line is none. */
export const choicesOf = (lines: readonly Line[]): NewChoice[] =>
  settled(lines.filter((line) => line.key || line.name.trim())).map(({ key, name, depth, archived }) => ({ key, name: name.trim(), depth, archived }))

/** Every line at most one deeper than the one before it. */
export function settled(lines: readonly Line[]): Line[] {
  let before = -1
  return lines.map((line) => {
    before = Math.max(0, Math.min(line.depth, before + 1, deepest))
    return before === line.depth ? line : { ...line, depth: before }
  })
}

export function added(lines: readonly Line[], after: number): Line[] {
  const now = [...lines]
  now.splice(after + 1, 0, fresh('', lines[after]?.depth ?? 0))
  return now
}

/** A line with all below it, one place up or down among the lines around it. */
export function moved(lines: readonly Line[], at: number, step: -1 | 1): Line[] {
  const end = endOf(lines, at)
  const part = lines.slice(at, end)
  const rest = [...lines.slice(0, at), ...lines.slice(end)]
  const depth = lines[at]?.depth ?? 0
  const before = rest.slice(0, at).findLastIndex((line) => line.depth <= depth)
  const to = step > 0 ? (at < rest.length ? endOf(rest, at) : at) : Math.max(0, before)
  return settled([...rest.slice(0, to), ...part, ...rest.slice(to)])
}

/** A line with all below it, deeper or less deep. */
export function shifted(lines: readonly Line[], at: number, step: -1 | 1): Line[] {
  const end = endOf(lines, at)
  return settled(lines.map((line, index) => (index >= at && index < end ? { ...line, depth: line.depth + step } : line)))
}

function endOf(lines: readonly Line[], at: number): number {
  const depth = lines[at]?.depth ?? 0
  const end = lines.findIndex((line, index) => index > at && line.depth <= depth)
  return end < 0 ? lines.length : end
}
