import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { onUnauthenticated } from '@/api'
import { useSession } from './session'

const features = import.meta.glob<{ routes: RouteRecordRaw[] }>('../features/*/routes.ts', { eager: true })

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...Object.values(features).flatMap((feature) => feature.routes),
    { path: '/forbidden', name: 'forbidden', component: () => import('./ForbiddenPage.vue'), meta: { title: 'app.forbidden.title' } },
    { path: '/:path(.*)*', name: 'missing', component: () => import('./MissingPage.vue'), meta: { title: 'app.missing.title' } },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = useSession()
  if (!session.me && !(await session.load())) return { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  if (session.me?.secondFactorNeeded && to.name !== 'second-factor') return { name: 'second-factor', query: to.path === '/' ? {} : { next: to.fullPath } }
  return to.meta.permission && !session.may(to.meta.permission) ? { name: 'forbidden', replace: true } : true
})

onUnauthenticated(() => {
  const session = useSession()
  if (session.me) session.ended = true
})
