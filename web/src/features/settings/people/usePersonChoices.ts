import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Id, Inbox, Role, Team } from '@/api'
import { useSession } from '@/app/session'
import { useFormat } from '@/i18n/format'
import { useRoles } from '../useDirectory'
import { useRoleName } from './useRoleName'

/** Roles and teams to choose from, and what a choice lets somebody see. Only an owner makes owners. */
export function usePersonChoices(teams: () => Team[], inboxes: () => Inbox[]) {
  const { t } = useI18n()
  const { list } = useFormat()
  const session = useSession()
  const roles = useRoles()
  const roleName = useRoleName()
  const options = (present?: Role) => (roles.data.value ?? [])
    .filter(({ role }) => role !== 'owner' || present === 'owner' || session.agent?.role === 'owner')
    .map(({ role }) => ({ value: role, label: roleName(role) }))
  const teamOptions = computed(() => teams().map((team) => ({ value: team.id, label: team.name })))

  function sees(role: Role, chosen: Id[]): string {
    if (roles.data.value?.find((one) => one.role === role)?.permissions.includes('inbox.all')) return t('settings.person.seesAll')
    const names = inboxes().filter((inbox) => inbox.teams.some((team) => chosen.includes(team))).map((inbox) => inbox.name)
    return names.length ? t('settings.person.sees', { inboxes: list(names) }) : t('settings.person.seesNone')
  }

  return { options, teamOptions, sees }
}
