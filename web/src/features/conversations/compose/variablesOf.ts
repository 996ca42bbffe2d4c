import type { Conversation } from '@/api'
import type { useSession } from '@/app/session'

/** What a snippet's variables stand for in this conversation. */
export function variablesOf(conversation: Conversation, session: Pick<ReturnType<typeof useSession>, 'agent' | 'me'>): Record<string, string> {
  const [firstName = ''] = conversation.customerName.includes('@') ? [] : conversation.customerName.split(/\s+/)
  return {
    'customer.name': conversation.customerName, 'customer.firstName': firstName,
    'conversation.number': String(conversation.number), 'conversation.subject': conversation.subject,
    'agent.name': session.agent?.name ?? '', 'brand.name': session.me?.brand.name ?? '',
  }
}
