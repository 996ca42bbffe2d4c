import { defineAsyncComponent } from 'vue'

export { default as NotificationBell } from './NotificationBell.vue'
export const PreferencesCard = defineAsyncComponent(() => import('./PreferencesCard.vue'))
export { usePreferences, useReadWhileSeen, useNotificationCount } from './useNotifications'
export { allow, asking, askSoon, mayNotify, notify, notNow } from './desktop'
