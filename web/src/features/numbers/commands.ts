import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  return () => (session.may('report.read') ? [{ id: 'numbers', group: 'go', icon: 'chart-line', keys: 'g r', label: () => t('numbers.title'), run: () => void router.push('/numbers') }] : [])
}
