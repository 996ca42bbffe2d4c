import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { Id } from '@/api'
import { customers } from './api'

/** Where mail reaches the customer when they have not written yet. */
export function useCustomerAddress(customer: () => Id) {
  const { data } = useQuery({ queryKey: computed(() => ['customer', customer()]), queryFn: () => customers.one(customer()) })
  return computed(() => data.value?.contactPoints.find((point) => point.kind === 'email')?.value)
}
