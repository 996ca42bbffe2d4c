import { nextTick } from 'vue'
import type { Conversation } from '@/api'
import { useMessages } from '../timeline/useTimeline'

/** How long frames of mails and their pictures may take to be drawn before the paper is. */
const drawing = 400

/** Prints the whole conversation: first what has not been loaded yet, then the browser's own dialog, which also makes a PDF. */
export function usePrint(conversation: () => Conversation) {
  const { hasNextPage, fetchNextPage } = useMessages(conversation)

  async function print(): Promise<void> {
    while (hasNextPage.value) {
      const { isError } = await fetchNextPage()
      if (isError) break
    }
    await nextTick()
    setTimeout(() => window.print(), drawing)
  }

  return { print }
}
