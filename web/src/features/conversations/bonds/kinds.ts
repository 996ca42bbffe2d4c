import type { LinkKind } from '@/api'

/** What an agent may say of another conversation; follow-ups come about by themselves. */
export const kindsByHand: readonly LinkKind[] = ['related', 'duplicate', 'parent', 'child', 'problem', 'incident']
