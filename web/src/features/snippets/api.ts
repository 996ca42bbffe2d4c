import { useQuery } from '@tanstack/vue-query'
import { get, type List, type Snippet } from '@/api'

/** All of them that may be put into a message, page by page. */
async function usable(signal?: AbortSignal): Promise<Snippet[]> {
  const items: Snippet[] = []
  let cursor: string | null | undefined
  do {
    const page: List<Snippet> = await get<List<Snippet>>('/snippets', { usable: true, limit: 200, cursor }, signal)
    items.push(...page.items)
    cursor = page.next
  } while (cursor)
  return items
}

export const useUsableSnippets = () => useQuery({ queryKey: ['snippets', 'usable'], queryFn: ({ signal }) => usable(signal), staleTime: 60_000 })

/** The files that come along, as if they had been picked. */
export const snippetFiles = (snippet: Snippet): Promise<File[]> => Promise.all(snippet.files.map(async (file) => {
  const answer = await fetch(file.url)
  if (!answer.ok) throw new Error(`${answer.status}`)
  return new File([await answer.blob()], file.fileName, { type: file.contentType })
}))
