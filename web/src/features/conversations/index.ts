import { defineAsyncComponent } from 'vue'

export const RichEditor = defineAsyncComponent(() => import('./compose/RichEditor.vue'))
export { default as LiveBanner } from './LiveBanner.vue'
export { default as NewConversation } from './NewConversation.vue'
export { default as StatusLamp } from './StatusLamp.vue'
export { useMacroWords } from './macros/macroWords'
