import { useQueries } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useSession } from '@/app/session'
import { customers } from '@/features/customers'

/** Those of the addresses that mail came back from for good. */
export function useUndeliverable(addresses: () => string[]) {
  const session = useSession()
  const asked = computed(() => (session.may('customer.read') ? [...new Set(addresses().map((one) => one.toLowerCase()))] : []))
  const answers = useQueries({
    queries: computed(() => asked.value.map((address) => ({ queryKey: ['address', address], queryFn: () => customers.byAddress(address), staleTime: 60_000 }))),
  })
  return computed(() => asked.value.filter((address, index) => answers.value[index]?.data?.items.some((one) => one.contactPoints.some((point) => point.undeliverable && point.value.toLowerCase() === address))))
}
