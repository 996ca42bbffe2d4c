import { defineAsyncComponent } from 'vue'

export const IdleSteps = defineAsyncComponent(() => import('./IdleSteps.vue'))
export { default as StepsBanner } from './StepsBanner.vue'
export { useFirstSteps } from './useFirstSteps'
