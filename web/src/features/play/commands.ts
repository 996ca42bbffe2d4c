import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSession } from '@/app/session'
import { usePlay } from './usePlay'

export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const { next } = usePlay()
  return () => [
    ...(session.may('conversation.update') ? [{ id: 'play', group: 'go' as const, icon: 'play' as const, keys: 'p', label: () => t('play.start'), run: () => void next() }] : []),
    ...(session.may('report.read') ? [{ id: 'skips', group: 'go' as const, icon: 'forward' as const, label: () => t('play.skips'), run: () => void router.push('/passed-on') }] : []),
  ]
}
