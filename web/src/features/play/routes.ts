import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/passed-on', name: 'skips', component: () => import('./SkipsPage.vue'), meta: { title: 'play.skips', permission: 'report.read' } }]
