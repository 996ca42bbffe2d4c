const gap = 4
const margin = 8

/** Puts a popover under its button, or above it when there is more room, and keeps it on the screen. */
export function placePopover(button: HTMLElement, panel: HTMLElement): void {
  const from = button.getBoundingClientRect()
  const below = window.innerHeight - from.bottom - gap - margin
  const above = from.top - gap - margin
  const up = panel.offsetHeight > below && above > below
  panel.style.maxHeight = `${Math.max(120, up ? above : below)}px`
  const left = Math.min(from.left, window.innerWidth - panel.offsetWidth - margin)
  panel.style.left = `${Math.max(margin, left)}px`
  panel.style.top = up ? `${from.top - gap - panel.offsetHeight}px` : `${from.bottom + gap}px`
}
