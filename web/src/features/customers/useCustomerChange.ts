import { useQueryClient } from '@tanstack/vue-query'
import type { Customer } from '@/api'
import { useProblem, useToasts } from '@/ui'
import { customers } from './api'

type Change = Parameters<typeof customers.change>[1]

/** Changes a customer: shown at once, taken back with the reason when the server refuses. */
export function useCustomerChange(customer: () => Customer) {
  const cache = useQueryClient()
  const toasts = useToasts()
  const say = useProblem()

  return async (wanted: Change): Promise<boolean> => {
    const before = customer()
    const key = ['customer', before.id]
    void cache.invalidateQueries({ queryKey: ['customers'] })
    cache.setQueryData(key, { ...before, ...wanted, fields: { ...before.fields, ...wanted.fields } })
    try {
      cache.setQueryData(key, await customers.change(before.id, wanted, before.sequence))
      return true
    } catch (error) {
      cache.setQueryData(key, before)
      void cache.invalidateQueries({ queryKey: key })
      toasts.show({ text: say(error), tone: 'bad' })
      return false
    }
  }
}
