import { computed } from 'vue'
import type { IconName } from '@/design/icons'
import type { Permission } from '@/api'
import { useSession } from '@/app/session'

interface Section { name: string; label: string; icon: IconName; permission?: Permission; owner?: boolean }

const groups: { label: string; sections: Section[] }[] = [
  {
    label: 'channels',
    sections: [
      { name: 'mailboxes', label: 'mailboxes', icon: 'mail', permission: 'settings.manage' },
      { name: 'quarantine', label: 'quarantine', icon: 'file-warning', permission: 'quarantine.manage' },
      { name: 'inboxes', label: 'inboxes', icon: 'inbox', permission: 'settings.manage' },
    ],
  },
  {
    label: 'work',
    sections: [
      { name: 'snippets', label: 'snippets', icon: 'text-quote', permission: 'conversation.note' },
      { name: 'macros', label: 'macros', icon: 'workflow', permission: 'conversation.note' },
      { name: 'tags', label: 'tags', icon: 'tag', permission: 'knowledge.manage' },
      { name: 'fields', label: 'fields', icon: 'list', permission: 'settings.manage' },
      { name: 'contact-reasons', label: 'reasons', icon: 'route', permission: 'settings.manage' },
      { name: 'search-index', label: 'searchIndex', icon: 'search', permission: 'settings.manage' },
    ],
  },
  {
    label: 'staff',
    sections: [
      { name: 'people', label: 'people', icon: 'user-round', permission: 'people.manage' },
      { name: 'teams', label: 'teams', icon: 'users', permission: 'people.manage' },
      { name: 'roles', label: 'roles', icon: 'shield-check', permission: 'people.manage' },
      { name: 'identity', label: 'identity', icon: 'lock', permission: 'people.manage', owner: true },
      { name: 'audit', label: 'audit', icon: 'scroll-text', permission: 'audit.read' },
      { name: 'api-keys', label: 'keys', icon: 'key-round', permission: 'apikeys.manage' },
      { name: 'webhooks', label: 'webhooks', icon: 'send', permission: 'settings.manage' },
      { name: 'api-reference', label: 'reference', icon: 'scroll-text', permission: 'apikeys.manage' },
    ],
  },
  { label: 'you', sections: [{ name: 'profile', label: 'profile', icon: 'settings-2' }] },
]

/** The parts of the settings that this agent may open. */
export function useSections() {
  const session = useSession()
  return computed(() =>
    groups
      .map((group) => ({ ...group, sections: group.sections.filter(({ permission, owner }) => (!permission || session.may(permission)) && (!owner || session.agent?.role === 'owner')) }))
      .filter((group) => group.sections.length))
}
