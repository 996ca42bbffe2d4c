import type { Choice, Conversation, Field } from '@/api'

export type Values = Conversation['fields']

/** One with those above it, the topmost first: "Delivery / Lost". */
export function pathOf(tree: readonly Choice[], key: string): string {
  const above: string[] = []
  for (const one of tree) {
    above.length = Math.min(above.length, one.depth)
    above.push(one.name)
    if (one.key === key) return above.join(' / ')
  }
  return key
}

/** What can be chosen: neither archived nor below something that is. */
export function offered(tree: readonly Choice[]): Choice[] {
  let hidden = Infinity
  return tree.filter((one) => {
    if (one.depth > hidden) return false
    hidden = one.archived ? one.depth : Infinity
    return !one.archived
  })
}

/** These with everything below them. */
export function below(tree: readonly Choice[], tops: readonly string[]): Set<string> {
  const keys = new Set<string>()
  let inside = Infinity
  for (const one of tree) {
    if (one.depth <= inside) inside = tops.includes(one.key) ? one.depth : Infinity
    if (inside !== Infinity) keys.add(one.key)
  }
  return keys
}

export interface About { brand: string | null; reason: string | null; reasons: readonly Choice[]; values: Values }

/** The fields that are asked now, as the server says it (Shape): one that waits for another only while that one is asked and answered so. */
export function askedFields(all: readonly Field[], about: About): Field[] {
  const byKey = new Map(all.map((field) => [field.key, field]))
  const asked = (field: Field, seen: string[] = []): boolean => {
    if (field.archivedAt || (field.brand && field.brand !== about.brand) || seen.includes(field.key)) return false
    const { reasons, field: other, values } = field.condition ?? { reasons: null, field: null, values: null }
    if (reasons?.length && !(about.reason && below(about.reasons, reasons).has(about.reason))) return false
    if (!other) return true
    const first = byKey.get(other)
    if (!first || !asked(first, [...seen, field.key])) return false
    const value = about.values[other]
    return typeof value === 'string' ? below(first.choices, values ?? []).has(value) : value === true
  }
  return all.filter((field) => asked(field))
}
