import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useTicking } from './useFirstSteps'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  useTicking()
  return () => [{ id: 'start', group: 'go', icon: 'lightbulb', keys: 'g b', label: () => t('onboarding.title'), run: () => void router.push('/start') }]
}
