import { get, post, put, remove, type DraftReview, type DraftReviewVerdict, type Id, type List, type Mentionable, type NewDraftReview } from '@/api'

export const keys = { of: (conversation: Id) => ['reviews', conversation] as const, all: ['reviews'] as const }
const seen = (review: DraftReview) => ({ headers: { 'If-Match': `"${review.version}"` } })

export const reviews = {
  of: (conversation: Id) => get<List<DraftReview>>(`/conversations/${conversation}/draft-reviews`),
  offered: (conversation: Id) => get<Mentionable>(`/conversations/${conversation}/mentionable`),
  ask: (conversation: Id, wanted: Partial<NewDraftReview>) => post<DraftReview>(`/conversations/${conversation}/draft-reviews`, wanted),
  change: (review: DraftReview, text: string, html: string) => put<DraftReview>(`/draft-reviews/${review.id}`, { text, html }, seen(review)),
  say: (review: DraftReview, text: string) => post<DraftReview>(`/draft-reviews/${review.id}/comments`, { text }),
  decide: (review: DraftReview, verdict: DraftReviewVerdict, comment: string) => post<DraftReview>(`/draft-reviews/${review.id}/decision`, { verdict, comment: comment || null }, seen(review)),
  withdraw: (review: DraftReview) => remove(`/draft-reviews/${review.id}`),
}
