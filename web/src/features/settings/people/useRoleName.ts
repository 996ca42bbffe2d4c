import { useI18n } from 'vue-i18n'
import type { Role } from '@/api'
import { useRoles } from '../useDirectory'

export const givenRoles = ['light_agent', 'agent', 'supervisor', 'administrator', 'owner']

/** What a role is called: a given one in the agent's language, the others as people have named them. */
export function useRoleName() {
  const { t } = useI18n()
  const roles = useRoles()
  return (role: Role | undefined): string => {
    if (!role) return ''
    return givenRoles.includes(role) ? t(`settings.role.${role}`) : roles.data.value?.find((one) => one.role === role)?.name ?? ''
  }
}
