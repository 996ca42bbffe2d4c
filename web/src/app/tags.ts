import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type List, type Tag, type TagColour } from '@/api'

/** The colours of the tags that are offered; one that is not among the first two hundred is grey. */
export function useTagColours() {
  const all = useQuery({ queryKey: ['tags', 'all'], queryFn: ({ signal }) => get<List<Tag>>('/tags', { limit: 200 }, signal), staleTime: 300_000 })
  const colours = computed(() => new Map((all.data.value?.items ?? []).map((tag) => [tag.name, tag.colour])))
  return (name: string): TagColour => colours.value.get(name) ?? 'grey'
}
