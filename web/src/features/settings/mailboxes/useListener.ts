import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get } from '@/api'

/** Without a public address the name by which this browser reached the server is the best that is known. */
async function ask(signal: AbortSignal): Promise<{ host: string; port: number }> {
  const { host, port } = await get<{ host?: string | null; port: number }>('/mailboxes/listener', {}, signal)
  return { host: host ?? location.hostname, port }
}

/** Where the built-in SMTP listener takes mail, as other servers reach it. */
export function useListener() {
  const { data } = useQuery({ queryKey: ['listener'], queryFn: ({ signal }) => ask(signal), staleTime: Infinity })
  const address = computed(() => (data.value ? `${data.value.host}:${data.value.port}` : ''))
  return { listener: data, address }
}
