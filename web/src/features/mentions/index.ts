export { default as MentionMenu } from './MentionMenu.vue'
export { useMentionMenu } from './useMentionMenu'
