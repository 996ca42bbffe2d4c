import { defineAsyncComponent } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

/** Wanted by those only whose role asks for it. */
export const SecondFactorSetup = defineAsyncComponent(() => import('./SecondFactorSetup.vue'))

/** A section of the settings that every agent has. */
export const profileSection: RouteRecordRaw = { path: 'profile', name: 'profile', component: () => import('./ProfilePage.vue'), meta: { title: 'profile.title' } }
