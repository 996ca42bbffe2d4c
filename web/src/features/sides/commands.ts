import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  return () => (session.may('conversation.read') ? [{ id: 'sides', group: 'go', icon: 'circle-help', keys: 'g q', label: () => t('sides.all'), run: () => void router.push('/side-threads') }] : [])
}
