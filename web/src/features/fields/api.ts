import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type Field, type FieldSubject, type List, type ReasonTree } from '@/api'

/** What a team asks: both lists are short and change seldom. */
export function useFields(subject: FieldSubject) {
  const query = useQuery({ queryKey: ['fields', subject], queryFn: async ({ signal }) => (await get<List<Field>>('/fields', { subject }, signal)).items, staleTime: 60_000 })
  return { fields: computed(() => query.data.value ?? []), ...query }
}

export function useReasonTrees() {
  const query = useQuery({ queryKey: ['contact-reasons'], queryFn: async ({ signal }) => (await get<List<ReasonTree>>('/contact-reasons', undefined, signal)).items, staleTime: 60_000 })
  return { trees: computed(() => query.data.value ?? []), ...query }
}
