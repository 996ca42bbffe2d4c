import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import type { Customer, Id } from '@/api'
import { useProblem, useToasts } from '@/ui'
import { customers } from './api'

/** Merging, its undo, and blocking, with words about it. */
export function useCustomerActions() {
  const { t } = useI18n()
  const cache = useQueryClient()
  const toasts = useToasts()
  const say = useProblem()

  function show(customer: Customer): void {
    cache.setQueryData(['customer', customer.id], customer)
    for (const key of ['customers', 'customer', 'customer-conversations', 'conversation', 'address']) void cache.invalidateQueries({ queryKey: [key] })
  }

  async function run(act: () => Promise<Customer>): Promise<Customer | null> {
    try {
      const customer = await act()
      show(customer)
      return customer
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
      void cache.invalidateQueries({ queryKey: ['customer'] })
      return null
    }
  }

  async function unmerge(id: Id, name: string): Promise<void> {
    if (await run(() => customers.unmerge(id))) toasts.show({ text: t('customers.merge.undone', { name }) })
  }

  async function merge(into: Customer, from: Customer): Promise<boolean> {
    const done = await run(() => customers.merge(into, from.id))
    if (done) toasts.show({ text: t('customers.merge.done', { name: done.name }), life: 10_000, action: { label: t('app.action.undo'), run: () => void unmerge(from.id, from.name) } })
    return done !== null
  }

  async function block(customer: Customer, blocked: boolean): Promise<void> {
    if (await run(() => customers.block(customer.id, blocked))) {
      toasts.show({ text: t(blocked ? 'customers.block.done' : 'customers.block.undone', { name: customer.name }), action: { label: t('app.action.undo'), run: () => void run(() => customers.block(customer.id, !blocked)) } })
    }
  }

  return { merge, unmerge, block }
}
