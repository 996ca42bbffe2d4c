import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get } from '@/api'

/** Where the built-in SMTP listener takes mail, as other servers reach it. */
export function useListener() {
  const { data } = useQuery({ queryKey: ['listener'], queryFn: ({ signal }) => get<{ host: string; port: number }>('/mailboxes/listener', {}, signal), staleTime: Infinity })
  const address = computed(() => (data.value ? `${data.value.host}:${data.value.port}` : ''))
  return { listener: data, address }
}
