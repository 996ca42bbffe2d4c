import { icons } from '@/design/icons'

/** Puts every symbol into the page once; `Icon` refers to them. */
export function mountIcons(): void {
  const symbols = Object.entries(icons).map(([name, drawing]) => `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`)
  const sprite = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true">${symbols.join('')}</svg>`, 'image/svg+xml')
  const svg = document.importNode(sprite.documentElement, true)
  svg.style.position = 'absolute'
  document.body.prepend(svg)
}
