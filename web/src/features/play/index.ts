export { default as PlayBar } from './PlayBar.vue'
export { default as PlayOver } from './PlayOver.vue'
