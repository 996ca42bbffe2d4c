import { nextTick, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { Entry } from './useTimeline'

const furthest = 10

/** Shows the message that the address names as soon as it is there, and looks for it in older pages. */
export function useOpenedAt(entries: () => Entry[], older: () => boolean, fetchOlder: () => Promise<unknown>): void {
  const route = useRoute()
  let shown = ''
  let looked = 0

  async function look(): Promise<void> {
    const wanted = route.query.message
    if (typeof wanted !== 'string' || wanted === shown || !entries().length) return
    if (!entries().some((entry) => entry.key === wanted)) {
      if (older() && looked++ < furthest) await fetchOlder()
      return
    }
    shown = wanted
    looked = 0
    await nextTick()
    const message = document.querySelector(`[data-message="${CSS.escape(wanted)}"]`)
    message?.scrollIntoView({ block: 'center' })
    message?.classList.add('opened-at')
  }

  watch([entries, () => route.query.message], () => void look(), { immediate: true, flush: 'post' })
}
