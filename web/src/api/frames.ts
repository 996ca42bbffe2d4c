import type { Conversation, Id, Message } from './types'

/** What a colleague does in a conversation at this moment. */
export type Doing = 'viewing' | 'noting' | 'replying'

/** What the live connection sends; it is not part of the HTTP contract. */
export type LiveFrame =
  | { type: 'hello'; position: number; epoch: Id }
  | { type: 'conversation'; position: number; conversation: Conversation & { cameBack?: boolean }; bounced?: boolean; woken?: boolean }
  | { type: 'message'; position: number; conversation: Id; message: Message }
  | { type: 'gone'; position: number; conversation: Id }
  | { type: 'reset'; position: number }
  | { type: 'rights' }
  | { type: 'nudge'; about: 'notifications' | 'onboarding' }
  | { type: 'presence'; conversation: Id; agents: { agent: Id; doing: Doing }[] }
  | { type: 'pong'; position: number }
