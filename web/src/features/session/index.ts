export { default as AuthFrame } from './AuthFrame.vue'
export { default as SignInAgain } from './SignInAgain.vue'
