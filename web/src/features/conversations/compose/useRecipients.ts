import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { get, type Conversation, type List, type Mailbox, type Message } from '@/api'
import { useCustomerAddress } from '@/features/customers'

const bare = (address: string) => address.toLowerCase().replace(/\+c[a-z2-7]{24,}(?=@)/, '')

/** Who else a mail went to, without its sender and ourselves. */
export function others(message: Message, own: Set<string>): string[] {
  const sender = bare(message.replyTo ?? message.from?.address ?? '')
  const all = [...message.to, ...message.cc].map((one) => bare(one.address))
  return [...new Set(all)].filter((one) => one !== sender && !own.has(one))
}

/** Whom an answer goes to: the sender of the customer's last message, or everybody it went to. */
export function useRecipients(conversation: () => Conversation, messages: Ref<Message[]>) {
  const ownAddress = useCustomerAddress(() => conversation().customer)
  const { data: mailboxes } = useQuery({ queryKey: ['mailboxes'], queryFn: ({ signal }) => get<List<Mailbox>>('/mailboxes', { limit: 200 }, signal), staleTime: 300_000 })
  const own = computed(() => new Set((mailboxes.value?.items ?? []).map((one) => one.address.toLowerCase())))
  const last = computed(() => messages.value.findLast((message) => message.direction === 'inbound'))
  // What one of us passed on was not written by the customer: then the answer goes to the address that is known of them.
  const theirs = computed(() => messages.value.some((message) => message.direction === 'inbound' && message.actor.id === conversation().customer))
  const usual = computed(() => (theirs.value ? (last.value?.replyTo ?? last.value?.from?.address) : undefined) ?? ownAddress.value)
  const everybody = computed(() => (last.value && mailboxes.value ? others(last.value, own.value) : []))
  return { usual, everybody }
}
