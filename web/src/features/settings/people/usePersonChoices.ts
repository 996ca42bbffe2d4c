import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Id, Inbox, Role, Team } from '@/api'
import { useSession } from '@/app/session'
import { useFormat } from '@/i18n/format'

const roles: Role[] = ['light_agent', 'agent', 'supervisor', 'administrator', 'owner']

/** Roles and teams to choose from, and what a choice lets somebody see. Only an owner makes owners. */
export function usePersonChoices(teams: () => Team[], inboxes: () => Inbox[]) {
  const { t } = useI18n()
  const { list } = useFormat()
  const session = useSession()
  const options = (present?: Role) => roles
    .filter((role) => role !== 'owner' || present === 'owner' || session.agent?.role === 'owner')
    .map((value) => ({ value, label: t(`settings.role.${value}`) }))
  const teamOptions = computed(() => teams().map((team) => ({ value: team.id, label: team.name })))

  function sees(role: Role, chosen: Id[]): string {
    if (role === 'owner' || role === 'administrator') return t('settings.person.seesAll')
    const names = inboxes().filter((inbox) => inbox.teams.some((team) => chosen.includes(team))).map((inbox) => inbox.name)
    return names.length ? t('settings.person.sees', { inboxes: list(names) }) : t('settings.person.seesNone')
  }

  return { options, teamOptions, sees }
}
