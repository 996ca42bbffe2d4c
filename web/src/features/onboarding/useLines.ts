import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { get, type List, type Mailbox, type SecondFactor } from '@/api'
import { usePeople } from '@/app/people'
import { useSession } from '@/app/session'
import { useUsableSnippets } from '@/features/snippets'
import type { IconName } from '@/design/icons'
import { useFormat } from '@/i18n/format'

interface Line { id: 'brand' | 'protect' | 'mail' | 'team' | 'answers'; icon: IconName; minutes: number; to: string; done: boolean; note: string | undefined }

/** So many snippets answer what is asked most. */
const answersWanted = 5

/** Whether it is theirs to connect the installation. */
export function useMayConnect() {
  const session = useSession()
  return computed(() => session.may('settings.manage') && session.may('people.manage'))
}

/** How far the installation is, read from what there is: a mailbox that is taken away is to be connected again. */
export function useLines() {
  const { t } = useI18n()
  const { language, list } = useFormat()
  const may = useMayConnect()
  const { agents, brands } = usePeople()
  const { data: snippets } = useUsableSnippets()
  const { data: mailboxes } = useQuery({ queryKey: ['onboarding', 'mailboxes'], queryFn: ({ signal }) => get<List<Mailbox>>('/mailboxes', { limit: 20 }, signal), enabled: may })
  const { data: factor } = useQuery({ queryKey: ['second-factor'], queryFn: ({ signal }) => get<SecondFactor>('/me/second-factor', undefined, signal), enabled: may })

  const steps = computed<Line[]>(() => {
    const languages = [...new Set(brands.value.flatMap((brand) => brand.languages))]
    const boxes = mailboxes.value?.items ?? []
    const joined = agents.value.filter((agent) => agent.status === 'active').length
    const invited = agents.value.filter((agent) => agent.status === 'invited').length
    const written = snippets.value?.length ?? 0
    return [
      { id: 'brand', icon: 'languages', minutes: 2, to: '/settings/inboxes', done: languages.length > 0, note: list(languages.map(language)) },
      { id: 'protect', icon: 'shield-check', minutes: 3, to: '/settings/profile', done: Boolean(factor.value?.since), note: t('onboarding.protected') },
      { id: 'mail', icon: 'mail', minutes: 4, to: '/settings/mailboxes', done: boxes.length > 0, note: boxes[0]?.address },
      { id: 'team', icon: 'users', minutes: 3, to: '/settings/people', done: joined + invited > 1, note: [t('onboarding.joined', joined), ...(invited ? [t('onboarding.invited', invited)] : [])].join(', ') },
      { id: 'answers', icon: 'book-open', minutes: 8, to: '/settings/snippets', done: written >= answersWanted, note: t('onboarding.written', written) },
    ]
  })
  const open = computed(() => steps.value.filter((step) => !step.done))
  return {
    steps,
    done: computed(() => steps.value.length - open.value.length),
    left: computed(() => open.value.reduce((sum, step) => sum + step.minutes, 0)),
    next: computed(() => open.value[0]?.id),
  }
}
