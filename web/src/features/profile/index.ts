import type { RouteRecordRaw } from 'vue-router'

export { default as SecondFactorSetup } from './SecondFactorSetup.vue'

/** A section of the settings that every agent has. */
export const profileSection: RouteRecordRaw = { path: 'profile', name: 'profile', component: () => import('./ProfilePage.vue'), meta: { title: 'profile.title' } }
