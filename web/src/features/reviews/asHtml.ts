import type { DraftReview } from '@/api'

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The draft for the editor; what a program shared as text alone becomes paragraphs. */
export const asHtml = (review: Pick<DraftReview, 'html' | 'text'>) => review.html ?? review.text.split(/\n{2,}/).map((part) => `<p>${escaped(part).replace(/\n/g, '<br>')}</p>`).join('')
