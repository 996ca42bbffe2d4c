import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/side-threads/:view(asked|own|overdue|open)?', name: 'sides', component: () => import('./SidesPage.vue'), meta: { title: 'sides.page', permission: 'conversation.read' } }]
