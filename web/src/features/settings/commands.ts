import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Action } from '@/app/actions'
import { useSections } from './sections'

/** Every part of the settings that the agent may open, for the command palette. */
export function useCommands(): () => Action[] {
  const { t } = useI18n()
  const router = useRouter()
  const groups = useSections()

  return () => groups.value.flatMap((group) => group.sections.map((section) => ({
    id: `settings.${section.name}`,
    group: 'go' as const,
    icon: section.icon,
    label: () => t('search.settings', { name: t(`settings.nav.${section.label}`) }),
    run: () => void router.push({ name: section.name }),
  })))
}
