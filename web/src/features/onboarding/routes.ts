import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/start', name: 'start', component: () => import('./OnboardingPage.vue'), meta: { title: 'onboarding.title' } }]
