import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'
import { openBuilder, useSavedViews, viewDialogs } from './views/useSavedViews'

/** Every saved view, a new one, and their order, for the command palette. */
export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const { views, byId } = useSavedViews()

  async function inInbox(run: () => void): Promise<void> {
    if (route.name !== 'inbox') await router.push('/inbox')
    run()
  }

  return () => (session.may('conversation.read') ? [
    ...views.value.map((view): Action => ({ id: `view.${view.id}`, group: 'go', icon: 'list-filter', label: () => t('views.go', { title: view.title }), run: () => void router.push(`/inbox/view-${view.id}`) })),
    { id: 'view.build', group: 'go', icon: 'list-filter', keys: 'v', label: () => t(String(route.params.view).startsWith('view-') ? 'views.change' : 'views.new'), run: () => void inInbox(() => openBuilder(String(route.params.view).startsWith('view-') ? (byId(String(route.params.view).slice(5))?.id ?? null) : null)) },
    { id: 'view.arrange', group: 'go', icon: 'list-filter', label: () => t('views.arrange'), run: () => void inInbox(() => (viewDialogs.arranging = true)) },
  ] : [])
}
