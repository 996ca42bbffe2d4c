import { useQueryClient } from '@tanstack/vue-query'
import type { Company, CompanyDetails } from '@/api'
import { useProblem, useToasts } from '@/ui'
import { companies } from './api'

/** Changes a company; what the server refuses is said and shown as it is. */
export function useCompanyChange(company: () => Company) {
  const cache = useQueryClient()
  const toasts = useToasts()
  const say = useProblem()

  return async (wanted: CompanyDetails): Promise<boolean> => {
    const key = ['company', company().id]
    try {
      cache.setQueryData(key, await companies.change(company(), wanted))
      void cache.invalidateQueries({ queryKey: ['companies'] })
      return true
    } catch (error) {
      void cache.invalidateQueries({ queryKey: key })
      toasts.show({ text: say(error), tone: 'bad' })
      return false
    }
  }
}
