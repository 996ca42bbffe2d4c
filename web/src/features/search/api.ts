import { get, type Id, type List, type SearchHit } from '@/api'

export const find = (q: string, more: { inbox?: Id; limit?: number; cursor?: string | null } = {}, signal?: AbortSignal) => get<List<SearchHit>>('/search', { q, ...more }, signal)
