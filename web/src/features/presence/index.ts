export { default as PresentAgents } from './PresentAgents.vue'
export { default as SomebodyWrites } from './SomebodyWrites.vue'
export { usePresence, type Present } from './usePresence'
