import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/companies', name: 'companies', component: () => import('./CompaniesPage.vue'), meta: { title: 'companies.list.title', permission: 'customer.read' } },
  { path: '/companies/:id', name: 'company', component: () => import('./CompanyPage.vue'), meta: { title: 'companies.name', permission: 'customer.read' } },
]
