import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Which row of a list is open beside it. The address holds it, so that links, reload and the back key work. */
export function useSelection(name: string) {
  const route = useRoute()
  const router = useRouter()
  const id = computed(() => (typeof route.params.id === 'string' && route.params.id ? route.params.id : undefined))
  const isNew = computed(() => id.value === 'new')
  const open = (wanted: string) => router.push({ name, params: { id: wanted } })
  const close = () => router.push({ name })
  const link = (wanted: string) => ({ name, params: { id: wanted } })
  return { id, isNew, open, close, link }
}
