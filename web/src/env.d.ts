/// <reference types="vite/client" />
import 'vue-router'
import type { Permission } from '@/api/types'

declare module 'vue-router' {
  interface RouteMeta {
    /** What one must hold to open the page; nothing means every signed-in agent. */
    permission?: Permission
    /** Pages without rail and operator bar that need no session: sign-in, set-up, invitation. */
    open?: boolean
    /** Pages without rail and operator bar that do need a session. */
    bare?: boolean
    /** The i18n key of the page's name, for the browser tab. */
    title?: string
  }
}
