import { computed, onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Fragment, SearchHit } from '@/api'
import { useOfferedActions, type ActionGroup } from '@/app/actions'
import type { IconName } from '@/design/icons'
import { find } from './api'
import { match } from './match'

export interface Line { id: string; group: string; icon: IconName; fragments: Fragment[]; note?: string; keys?: string; run: () => void }

const plain = (text: string): Fragment[] => [{ text, hit: false }]

/** What the palette lists for the letters typed: commands that match, then what the server finds. */
export function usePalette(close: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const actions = useOfferedActions()
  const typed = ref('')
  const hits = ref<SearchHit[]>([])
  const failed = ref(false)
  const commandsOnly = computed(() => typed.value.startsWith('>'))
  const words = computed(() => typed.value.replace(/^>\s*/, '').trim())

  const commands = computed<Line[]>(() => {
    const order: ActionGroup[] = ['conversation', 'go', 'look']
    return actions.value
      .filter((action) => !action.keyOnly)
      .flatMap((action) => {
        const found = match(action.label(), words.value)
        return found ? [{ action, found }] : []
      })
      .sort((a, b) => order.indexOf(a.action.group) - order.indexOf(b.action.group) || a.found.rank - b.found.rank)
      .map(({ action, found }) => ({ id: action.id, group: t(`search.group.${action.group}`), icon: action.icon, fragments: found.fragments, keys: action.keys, run: action.run }))
  })

  function line(hit: SearchHit): Line {
    const highlight = (field: string) => hit.highlights.find((one) => one.field === field)?.fragments
    if (hit.conversation) {
      const { id, number, subject, customerName } = hit.conversation
      return { id, group: t('search.group.conversations'), icon: 'mail', fragments: highlight('subject') ?? plain(subject || `#${number}`), note: `#${number} · ${customerName}`, run: () => void router.push(`/conversations/${number}`) }
    }
    const name = hit.customer?.name ?? ''
    return { id: hit.customer?.id ?? name, group: t('search.group.customers'), icon: 'contact', fragments: highlight('name') ?? plain(name), note: hit.customer?.contactPoints[0]?.value, run: () => void router.push(`/customers/${hit.customer?.id ?? ''}`) }
  }

  const lines = computed<Line[]>(() => {
    const found = commandsOnly.value ? [] : hits.value.map(line)
    const groups = [t('search.group.conversations'), t('search.group.customers')]
    const results = groups.flatMap((group) => found.filter((one) => one.group === group))
    const all = words.value && !commandsOnly.value ? [{ id: 'all', group: t('search.group.search'), icon: 'search' as IconName, fragments: plain(t('search.everywhere', { words: words.value })), run: () => void router.push({ path: '/search', query: { q: words.value } }) }] : []
    return [...commands.value.slice(0, words.value ? 6 : 40), ...results, ...all]
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  watch([words, commandsOnly], () => {
    clearTimeout(timer)
    asking?.abort()
    if (words.value.length < 2 || commandsOnly.value) hits.value = []
    else {
      timer = setTimeout(async () => {
        asking = new AbortController()
        try {
          hits.value = (await find(words.value, { limit: 8 }, asking.signal)).items
          failed.value = false
        } catch (error) {
          failed.value = !(error instanceof DOMException)
        }
      }, 140)
    }
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })

  function run(one: Line | undefined): void {
    if (!one) return
    close()
    one.run()
  }

  return { typed, lines, failed, run }
}
