/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const backend = process.env.CENTRALA_BACKEND ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few files at the start: the framework, which rarely changes, and what every page needs.
        codeSplitting: {
          groups: [
            { name: 'framework', test: /node_modules[\\/](@?vue|vue-router|vue-i18n|@intlify|pinia|@tanstack)/ },
            { name: 'core', test: /src[\\/](ui|app|api|design|lib)[\\/]|src[\\/]i18n[\\/](index|format|plurals|catalogue)/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: backend, ws: true }, '/health': backend },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.spec.ts'], setupFiles: ['src/testing/setup.ts'] },
})
