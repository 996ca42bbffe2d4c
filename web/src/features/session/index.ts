export { default as AuthFrame } from './AuthFrame.vue'
export { makePasskey, passkeysWork, wasDismissed } from './passkeys'
export { default as SignInAgain } from './SignInAgain.vue'
