import { ref } from 'vue'
import type { Theme } from '@/api/types'

const themes: readonly Theme[] = ['light', 'dark', 'auto']
export const theme = ref<Theme>('auto')

export function applyTheme(chosen: Theme): void {
  theme.value = chosen
  document.documentElement.dataset.theme = chosen
  localStorage.setItem('centrala.theme', chosen)
}

export function applyRememberedTheme(): void {
  applyTheme(themes.find((known) => known === localStorage.getItem('centrala.theme')) ?? 'auto')
}

/** What the other theme is, seen from what is on the screen now. */
export function oppositeTheme(): Theme {
  const dark = theme.value === 'dark' || (theme.value === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  return dark ? 'light' : 'dark'
}
