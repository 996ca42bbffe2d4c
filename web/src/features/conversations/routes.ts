import type { RouteRecordRaw } from 'vue-router'

const lastView = () => `/inbox/${localStorage.getItem('centrala.view') ?? 'mine'}`

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: lastView },
  { path: '/inbox', redirect: lastView },
  { path: '/conversations/:number(\\d+)', redirect: (to) => `/inbox/open/${String(to.params.number)}` },
  {
    path: '/inbox/:view(mine|unassigned|open|followed|untouched|snoozed|done|junk|view-[0-9a-f-]{36})/:number(\\d+)?',
    name: 'inbox',
    component: () => import('./WorkspacePage.vue'),
    meta: { title: 'conversations.title', permission: 'conversation.read' },
  },
]
