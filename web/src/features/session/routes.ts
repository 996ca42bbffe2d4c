import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('./SignInPage.vue'), meta: { open: true, title: 'session.title' } },
  { path: '/sign-in/provider', name: 'sign-in-provider', component: () => import('./ProviderReturnPage.vue'), meta: { open: true, title: 'session.title' } },
  { path: '/second-factor', name: 'second-factor', component: () => import('./EnrolPage.vue'), meta: { bare: true, title: 'session.enrol.tab' } },
]
