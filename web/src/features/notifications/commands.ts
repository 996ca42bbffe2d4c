import { useI18n } from 'vue-i18n'
import type { Action } from '@/app/actions'
import { panel, useMarking } from './useNotifications'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const { readAll } = useMarking()
  return () => [
    { id: 'notifications', group: 'go', icon: 'bell', keys: 'g n', label: () => t('notifications.open'), run: () => (panel.value = true) },
    { id: 'notifications.read', group: 'go', icon: 'check', label: () => t('notifications.readAllLong'), run: () => void readAll(undefined) },
  ]
}
