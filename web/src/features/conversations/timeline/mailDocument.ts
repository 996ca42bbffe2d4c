const coloured = /background|bgcolor|[^-]color\s*:|<table|<img/i

/** Whether a mail asks for pictures from the network; pictures inside the mail (cid:) always show. */
export function hasRemoteImages(html: string): boolean {
  return /(?:src|background)\s*=\s*["']?https?:|url\(\s*["']?https?:/i.test(html)
}

/** Gives the mail our type and, where it brings no colours of its own, our theme; a coloured one stays on white paper. */
export function dress(mail: Document, frame: HTMLElement): void {
  const own = coloured.test(mail.body.innerHTML)
  const ours = getComputedStyle(frame)
  const style = mail.body.style
  frame.classList.toggle('paper', own)
  mail.documentElement.style.overflow = 'hidden'
  mail.documentElement.style.colorScheme = own ? 'light' : ours.colorScheme
  style.margin = own ? '8px 12px' : '0'
  style.fontFamily = 'Inter, ui-sans-serif, system-ui, sans-serif'
  style.fontSize = ours.fontSize
  style.lineHeight = '1.43'
  style.overflowWrap = 'anywhere'
  style.color = own ? '#131b1a' : ours.color
  style.background = 'transparent'
  style.display = 'flow-root'
  for (const image of mail.images) image.style.maxWidth = '100%'
  for (const link of mail.links) {
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer')
    if (!own) (link as HTMLElement).style.color = ours.getPropertyValue('--fg-accent')
  }
}

/** Takes the broken frame off pictures that wait for the reader's word; those with words of their own keep them. */
export function hideBlocked(mail: Document): void {
  for (const image of mail.images) if (/^https?:/i.test(image.src) && !image.alt) image.style.visibility = 'hidden'
}
