import type { RouteRecordRaw } from 'vue-router'

/** A section of the settings. */
export const quarantineSection: RouteRecordRaw = {
  path: 'quarantine/:id?', name: 'quarantine', component: () => import('./QuarantinePage.vue'), meta: { permission: 'quarantine.manage', title: 'quarantine.title' },
}
