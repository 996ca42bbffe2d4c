import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type CustomField, type List, type ReasonTree } from '@/api'

interface Node { key: string; name: string; depth: number }
export interface Branch { value: string; label: string; /** Itself and whatever stands below it. */ all: string[] }

/** A tree as it is chosen from: each with the names above it. */
export function branches(nodes: Node[]): Branch[] {
  const above: string[] = []
  return nodes.map((node, at) => {
    above.splice(node.depth, above.length, node.name)
    const end = nodes.findIndex((other, place) => place > at && other.depth <= node.depth)
    return { value: node.key, label: above.join(' / '), all: nodes.slice(at, end < 0 ? undefined : end).map((one) => one.key) }
  })
}

/** The fields and contact reasons that a team has made, as a condition can ask for them. */
export function useShape() {
  const fieldList = useQuery({ queryKey: ['fields', 'conversation', 'views'], queryFn: () => get<List<CustomField>>('/fields', { subject: 'conversation' }), staleTime: 300_000 })
  const trees = useQuery({ queryKey: ['contact-reasons', 'views'], queryFn: () => get<List<ReasonTree>>('/contact-reasons'), staleTime: 300_000 })
  /** Those whose values are few: what is written freely the search finds. */
  const custom = computed(() => (fieldList.data.value?.items ?? []).filter((one) => one.type === 'choice' || one.type === 'checkbox'))
  const reasons = computed(() => (trees.data.value?.items ?? []).flatMap((tree) => branches(tree.reasons)))
  return { custom, reasons }
}
