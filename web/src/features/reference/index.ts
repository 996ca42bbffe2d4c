import type { RouteRecordRaw } from 'vue-router'

/** A section of the settings. */
export const referenceSection: RouteRecordRaw = { path: 'api', name: 'api-reference', component: () => import('./ReferencePage.vue'), meta: { title: 'reference.title' } }
