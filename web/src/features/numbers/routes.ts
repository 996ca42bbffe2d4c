import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/numbers', name: 'numbers', component: () => import('./NumbersPage.vue'), meta: { title: 'numbers.title', permission: 'report.read' } }]
