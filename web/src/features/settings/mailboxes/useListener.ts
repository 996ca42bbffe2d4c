import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get } from '@/api'

/** A server that listens on every address does not know its name: then the one by which this browser reached it is the best. */
async function ask(signal: AbortSignal): Promise<{ host: string; port: number }> {
  const { host, port } = await get<{ host: string; port: number }>('/mailboxes/listener', {}, signal)
  return { host: ['0.0.0.0', '::', '[::]'].includes(host) ? location.hostname : host, port }
}

/** Where the built-in SMTP listener takes mail, as other servers reach it. */
export function useListener() {
  const { data } = useQuery({ queryKey: ['listener'], queryFn: ({ signal }) => ask(signal), staleTime: Infinity })
  const address = computed(() => (data.value ? `${data.value.host}:${data.value.port}` : ''))
  return { listener: data, address }
}
