import type { NotificationKind } from '@/api'
import type { IconName } from '@/design/icons'

export const kindIcons: Record<NotificationKind, IconName> = {
  mention: 'at-sign', assigned: 'user-plus', failed: 'circle-alert', reopened: 'undo-2', answered: 'circle-help', review: 'eye', message: 'mail', reply: 'reply', note: 'sticky-note', woken: 'alarm-clock',
}
