import type { RouteRecordRaw } from 'vue-router'

/** A section of the settings. */
export const auditSection: RouteRecordRaw = { path: 'audit', name: 'audit', component: () => import('./AuditPage.vue'), meta: { permission: 'audit.read', title: 'audit.title' } }
