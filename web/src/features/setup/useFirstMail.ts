import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { get, type Conversation, type InboundRecord, type List, type Mailbox, type Message } from '@/api'

/** Waits for the first mail of a mailbox, and reads how it came from the record that every message keeps. */
export function useFirstMail(mailbox: () => Mailbox | null) {
  const { data: conversation } = useQuery({
    queryKey: ['setup', 'first'],
    queryFn: async ({ signal }) => (await get<List<Conversation>>('/conversations', { mailbox: mailbox()?.id, limit: 1 }, signal)).items[0] ?? null,
    refetchInterval: (query) => (query.state.data ? false : 2000),
    enabled: () => mailbox() !== null,
    staleTime: 0,
  })
  const { data: record } = useQuery({
    queryKey: computed(() => ['setup', 'first', conversation.value?.id]),
    queryFn: async ({ signal }) => {
      const message = (await get<List<Message>>(`/conversations/${conversation.value?.id}/messages`, { limit: 1 }, signal)).items[0]
      if (!message?.messageId) return null
      return (await get<List<InboundRecord>>('/inbound', { messageId: message.messageId }, signal)).items[0] ?? null
    },
    enabled: () => Boolean(conversation.value),
  })
  return { conversation, record }
}
