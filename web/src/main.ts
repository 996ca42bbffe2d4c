import '@/design/index.css'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { listenForKeys } from '@/app/actions'
import App from '@/app/App.vue'
import { queryClient } from '@/app/queryClient'
import { router } from '@/app/router'
import { applyRememberedTheme } from '@/app/theme'
import { mountIcons } from '@/ui/iconSprite'
import { i18n, rememberedLanguage, useLanguage } from '@/i18n'

listenForKeys()
mountIcons()
applyRememberedTheme()
await useLanguage(rememberedLanguage())

createApp(App).use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
