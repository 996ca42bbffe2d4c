import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/customers', name: 'customers', component: () => import('./CustomersPage.vue'), meta: { title: 'customers.list.title', permission: 'customer.read' } },
  { path: '/customers/import', name: 'customer-import', component: () => import('./ImportPage.vue'), meta: { title: 'customers.import.title', permission: 'settings.manage' } },
  { path: '/customers/:id', name: 'customer', component: () => import('./CustomerPage.vue'), meta: { title: 'customers.name', permission: 'customer.read' } },
]
