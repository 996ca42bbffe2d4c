/** The public API's shapes, as the server speaks them. Ids are UUID strings, times ISO-8601 instants. */
export type Id = string
export type Instant = string

export type Permission =
  | 'conversation.read' | 'conversation.note' | 'conversation.reply' | 'conversation.update'
  | 'customer.read' | 'customer.update' | 'settings.manage' | 'people.manage' | 'apikeys.manage'
  | 'quarantine.manage' | 'audit.read' | 'inbox.all'
export type Role = 'owner' | 'administrator' | 'supervisor' | 'agent' | 'light_agent'
export type Language = 'en' | 'pl' | 'sl'
export type Theme = 'light' | 'dark' | 'auto'
export type Density = 'comfortable' | 'compact'

export interface List<T> { items: T[]; next: string | null }

export interface Agent {
  id: Id; name: string; email?: string | null; role: Role; language: Language; theme: Theme; density: Density
  signature: string | null; status: 'invited' | 'active' | 'deactivated'; teams: Id[]
  createdAt: Instant; lastSeenAt: Instant | null
}
export interface Me { agent: Agent; permissions: Permission[]; inboxes: { id: Id; name: string }[]; brand: { id: Id; name: string } }
export interface SignedInSession { id: Id; createdAt: Instant; lastSeenAt: Instant; ip: string; userAgent: string; current: boolean }
export interface Team { id: Id; name: string; members: Id[] }
export interface Brand { id: Id; name: string; language: Language; signature: string | null }
export interface ApiKey {
  id: Id; name: string; prefix: string; scopes: Permission[]; inboxes: Id[] | null
  createdAt: Instant; lastUsedAt: Instant | null; createdBy: Id | null; key?: string
}
export interface Inbox { id: Id; name: string; brand: Id; teams: Id[] }

export type ActorKind = 'agent' | 'customer' | 'rule' | 'assistant' | 'integration' | 'system'
export interface Actor { kind: ActorKind; id: Id | null; name?: string | null }

export type Status = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type Direction = 'inbound' | 'outbound' | 'note'
export type Audience = 'customer' | 'team'
export type View = 'mine' | 'unassigned' | 'open' | 'done'

export interface Conversation {
  id: Id; number: number; subject: string; status: Status; priority: Priority
  inbox: Id; mailbox: Id | null; brand: Id; team: Id | null; assignee: Id | null
  customer: Id; customerName: string; tags: string[]; language: string | null; spam: boolean
  unread: boolean; preview: string; followUpOf: Id | null; lastCustomerSequence: number
  lastMessage: { direction: Direction; channel: string; actor: Actor; at: Instant } | null
  messageCount: number; sequence: number; createdAt: Instant; updatedAt: Instant; lastActivityAt: Instant
}
export interface ConversationCounts {
  mine: number; unassigned: number; open: number; done: number; unreadMine: number; byInbox: Record<Id, number>
}
export interface ConversationChange {
  subject?: string; status?: Status; priority?: Priority; inbox?: Id; team?: Id | null; assignee?: Id | null
  tags?: string[]; language?: string | null; spam?: boolean
}

export interface Address { address: string; name: string | null }
export interface Attachment { id: Id; fileName: string; contentType: string; size: number; contentId: string | null; url: string }
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'bounced' | 'undone'
export interface DeliveryDetail { class: string | null; hard: boolean | null; reason: string | null; smtpCode: string | number | null; dsn: string | null }
export interface Message {
  id: Id; conversation: Id; sequence: number; direction: Direction; audience: Audience; channel: string; actor: Actor
  from: Address | null; replyTo: string | null; to: Address[]; cc: Address[]; bcc: Address[]
  subject: string | null; text: string; visibleText: string; html: string | null; attachments: Attachment[]
  deliveryState: DeliveryState | null; deliveryDetail: DeliveryDetail | null
  messageId: string | null; automatic: boolean; createdAt: Instant; sendAt: Instant | null
}
export interface UploadedAttachment { fileName: string; contentType: string; base64: string }
export interface NewMessage {
  audience: Audience; channel: string; text?: string; html?: string; to?: string[]; cc?: string[]
  attachments?: UploadedAttachment[]; lastSeen?: number; force?: boolean; status?: Status; quote?: boolean
}
export interface Draft { html: string | null; text: string | null; to: string[] | null; cc: string[] | null; updatedAt: Instant }

export interface LogEvent {
  position: number; id: Id; at: Instant; streamType: string; streamId: Id; sequence: number; kind: string; actor: Actor
  inbox: Id | null; changes: Record<string, { old: unknown; now: unknown }>; refs: Record<string, Id>
}

export interface ContactPoint { id: Id; kind: 'email' | 'phone'; value: string; verified: boolean }
export interface Customer {
  id: Id; name: string; language: string | null; notes: string | null; contactPoints: ContactPoint[]
  createdAt: Instant; updatedAt: Instant; sequence: number
}

export interface SmtpSettings { host: string; port: number; tls: 'none' | 'starttls' | 'tls'; username?: string | null; password?: string; hasPassword?: boolean }
export interface Mailbox {
  id: Id; name: string; address: string; inbox: Id; incoming: { type: 'listener' }
  outgoing: { smtp: SmtpSettings } | null; signature: string | null
  state: { incoming: string; outgoing: 'ok' | 'failing' | 'none'; lastError: string | null; lastErrorAt: Instant | null }
}
export interface MailboxCheck { step: string; ok: boolean; detail: string }
export interface InboundRecord {
  id: Id; messageId: string | null; mailbox: Id | null; receivedAt: Instant
  outcome: 'conversation' | 'duplicate' | 'bounce' | 'autoReply' | 'ownEcho' | 'quarantined'
  reason: string | null; conversation?: Id; message?: Id
}

export interface Fragment { text: string; hit: boolean }
export interface SearchHit {
  kind: 'conversation' | 'customer'; conversation?: Conversation; customer?: Customer
  highlights: { field: string; fragments: Fragment[] }[]
}

export type LiveFrame =
  | { type: 'hello'; position: number }
  | { type: 'conversation'; position: number; conversation: Conversation }
  | { type: 'message'; position: number; conversation: Id; message: Message }
  | { type: 'gone'; position: number; conversation: Id }
  | { type: 'reset'; position: number }
  | { type: 'rights' }
  | { type: 'pong'; position: number }
