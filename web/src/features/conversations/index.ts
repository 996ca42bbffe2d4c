export { default as LiveBanner } from './LiveBanner.vue'
export { default as NewConversation } from './NewConversation.vue'
export { default as StatusLamp } from './StatusLamp.vue'
