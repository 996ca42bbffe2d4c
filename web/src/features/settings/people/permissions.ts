import type { Permission } from '@/api'

/** The permissions in the order of the pages, grouped by what they are about. */
export const permissionGroups: { name: string; permissions: Permission[] }[] = [
  { name: 'conversations', permissions: ['conversation.read', 'conversation.note', 'conversation.reply', 'conversation.update'] },
  { name: 'customers', permissions: ['customer.read', 'customer.update'] },
  { name: 'running', permissions: ['settings.manage', 'people.manage', 'apikeys.manage', 'quarantine.manage', 'knowledge.manage', 'audit.read', 'report.read', 'privacy.manage', 'privacy.erase', 'inbox.all'] },
]
