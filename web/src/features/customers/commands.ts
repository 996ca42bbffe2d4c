import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  return () => [
    ...(session.may('settings.manage') && session.may('customer.update') ? [{ id: 'customers.import', group: 'go', icon: 'upload', label: () => t('customers.import.title'), run: () => void router.push('/customers/import') } as const] : []),
    ...(session.may('customer.read') ? [{ id: 'customers', group: 'go', icon: 'contact', keys: 'g c', label: () => t('customers.list.title'), run: () => void router.push('/customers') } as const] : []),
  ]
}
