export { default as SidesPanel } from './SidesPanel.vue'
export { keys as sideKeys } from './api'
