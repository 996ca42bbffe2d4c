export { default as SnoozeDialog } from './SnoozeDialog.vue'
