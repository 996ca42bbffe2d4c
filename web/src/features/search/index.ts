export { default as CommandPalette } from './CommandPalette.vue'
export { default as KeyOverlay } from './KeyOverlay.vue'
