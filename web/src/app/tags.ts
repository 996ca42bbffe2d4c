import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type List, type Tag, type TagColour } from '@/api'

/** The tags that are offered, and their colours; one that is not among the first two hundred is grey. */
export function useTags() {
  const all = useQuery({ queryKey: ['tags', 'all'], queryFn: ({ signal }) => get<List<Tag>>('/tags', { limit: 200 }, signal), staleTime: 300_000 })
  const tags = computed(() => all.data.value?.items ?? [])
  const colours = computed(() => new Map(tags.value.map((tag) => [tag.name, tag.colour])))
  return { tags, colour: (name: string): TagColour => colours.value.get(name) ?? 'grey' }
}
