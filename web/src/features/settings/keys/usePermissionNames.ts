import { useI18n } from 'vue-i18n'
import type { Permission } from '@/api'

/** What a permission allows, in the agent's words; a newer one of the server by its own name. */
export function usePermissionNames() {
  const { t, te } = useI18n()
  return (permission: Permission): string => {
    const key = `settings.permission.${permission.replace('.', '_')}`
    return te(key) ? t(key) : permission
  }
}
