import { ref } from 'vue'
import type { Theme } from '@/api/types'

const themes: readonly Theme[] = ['light', 'dark', 'auto']
export const theme = ref<Theme>('auto')

export function applyTheme(chosen: Theme): void {
  theme.value = chosen
  document.documentElement.dataset.theme = chosen
  localStorage.setItem('centrala.theme', chosen)
}

/** Paper is light, whatever the screen is. */
function printInInk(): void {
  window.addEventListener('beforeprint', () => (document.documentElement.dataset.theme = 'light'))
  window.addEventListener('afterprint', () => (document.documentElement.dataset.theme = theme.value))
}

export function applyRememberedTheme(): void {
  printInInk()
  applyTheme(themes.find((known) => known === localStorage.getItem('centrala.theme')) ?? 'auto')
}

/** What the other theme is, seen from what is on the screen now. */
export function oppositeTheme(): Theme {
  const dark = theme.value === 'dark' || (theme.value === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return dark ? 'light' : 'dark'
}
