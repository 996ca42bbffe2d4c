import type { Snippet } from '@/api'

const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/gi, 'l').toLowerCase()

/** How well a snippet fits what is typed, less is better; nothing when it does not. */
function distance(snippet: Snippet, words: string[]): number | undefined {
  const title = fold(snippet.title)
  const shortcut = fold(snippet.shortcut ?? '')
  const text = fold(snippet.text)
  if (!words.every((word) => title.includes(word) || shortcut.includes(word) || text.includes(word))) return undefined
  const [first = ''] = words
  if (!first) return 0
  if (shortcut === first) return 0
  if (shortcut.startsWith(first)) return 1
  if (title.startsWith(first)) return 2
  return title.includes(first) ? 3 : 4
}

/** Those that fit what is typed, the customer's language before any, any before another, then the nearest first. */
export function ranked(snippets: Snippet[], typed: string, language?: string | null): Snippet[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const foreign = (one: Snippet) => (!one.language ? 1 : language?.startsWith(one.language) ? 0 : 2)
  return snippets
    .map((snippet) => ({ snippet, far: distance(snippet, words) }))
    .filter((one): one is { snippet: Snippet; far: number } => one.far !== undefined)
    .sort((a, b) => foreign(a.snippet) - foreign(b.snippet) || a.far - b.far || a.snippet.title.localeCompare(b.snippet.title))
    .map(({ snippet }) => snippet)
}
