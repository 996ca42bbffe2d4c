import type { Conversation, Message } from '@/api'

/** A believable open conversation of a customer, with what the spec is about put over it. */
export function conversation(more: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1', number: 20418, subject: 'Crema Uno keeps asking to descale', status: 'open', priority: 'normal', inbox: 'i1', mailbox: 'm1', brand: 'b1',
    team: null, assignee: null, customer: 'p1', customerName: 'Ana Kovač', tags: [], language: 'sl', spam: false, followUpOf: null, mergedInto: null, sideOf: null, snoozedUntil: null, following: false, fields: {}, reason: null, complexity: null, touchedAt: '2026-11-22T10:06:00.000Z', lastCustomerSequence: 4, unread: false,
    preview: 'So do I need the new valve?', lastMessage: null, messageCount: 1, sequence: 4,
    createdAt: '2026-11-21T18:42:00.000Z', updatedAt: '2026-11-22T10:06:00.000Z', lastActivityAt: '2026-11-22T10:06:00.000Z', ...more,
  }
}

export function message(more: Partial<Message> = {}): Message {
  return {
    id: 'm1', conversation: 'c1', origin: null, sequence: 4, direction: 'inbound', audience: 'customer', channel: 'email', actor: { kind: 'customer', id: 'p1', name: 'Ana Kovač' },
    from: { address: 'ana.kovac@posta.example', name: 'Ana Kovač' }, replyTo: null, to: [{ address: 'podpora@zrno.example', name: 'Zrno' }], cc: [], bcc: [],
    subject: 'Crema Uno', text: 'So do I need the new valve?', visibleText: 'So do I need the new valve?', html: null, attachments: [],
    deliveryState: null, deliveryDetail: null, messageId: 'a@posta.example', automatic: false, imported: false, createdAt: '2026-11-22T10:06:00.000Z', sendAt: null, trust: null, forwardOf: null, protection: null, invitation: null, warnings: [], ...more,
  }
}
