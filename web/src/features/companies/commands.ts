import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  return () => (session.may('customer.read') ? [{ id: 'companies', group: 'go', icon: 'building-2', keys: 'g o', label: () => t('companies.list.title'), run: () => void router.push('/companies') }] : [])
}
