import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/invitation/:token', name: 'invitation', component: () => import('./InvitationPage.vue'), meta: { open: true, title: 'invitation.tab' } },
]
