const gap = 6
const margin = 8

/** Where a list stands under (or above) the place where one types, and stays on the screen. */
export function besideCaret(place: DOMRect, widest = 420): Record<string, string> {
  const below = window.innerHeight - place.bottom - gap - margin
  const above = place.top - gap - margin
  const up = above > below
  const width = Math.min(widest, document.documentElement.clientWidth - 2 * margin)
  const left = Math.max(margin, Math.min(place.left, document.documentElement.clientWidth - width - margin))
  return { left: `${left}px`, width: `${width}px`, maxHeight: `${Math.min(320, up ? above : below)}px`, ...(up ? { bottom: `${window.innerHeight - place.top + gap}px` } : { top: `${place.bottom + gap}px` }) }
}
