import { get, post, put, type Id, type List, type NotificationGroup, type NotificationMail, type NotificationPreferences, type NotificationsMarked } from '@/api'

export const keys = {
  all: ['notifications'] as const,
  count: ['notifications', 'count'] as const,
  preferences: ['notification-preferences'] as const,
  mail: ['notification-mail'] as const,
  list: (unread: boolean) => ['notifications', 'list', unread] as const,
}

export const notifications = {
  list: (unread: boolean, cursor: string | null) => get<List<NotificationGroup>>('/notifications', { unread, limit: 20, cursor }),
  count: () => get<{ unread: number; quiet: boolean }>('/notifications/count'),
  preferences: () => get<NotificationPreferences>('/notifications/preferences'),
  mail: () => get<NotificationMail>('/notifications/preferences/mail'),
  prefer: (wanted: NotificationPreferences) => put<NotificationPreferences>('/notifications/preferences', wanted),
  read: (which: { conversation?: Id; until?: Id }) => post<NotificationsMarked>('/notifications/read', which),
  unread: (which: { conversation?: Id; readAt?: string }) => post('/notifications/unread', which),
}
