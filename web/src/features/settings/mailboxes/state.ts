import type { Mailbox } from '@/api'

export interface MailboxState { lamp?: 'ok' | 'warn' | 'bad'; word: 'working' | 'receiving' | 'sendingFails' | 'notReceiving' | 'connecting'; needsYou: boolean }

/** One lamp and one word for a mailbox: the worst thing about it first. */
export function mailboxState({ state }: Mailbox): MailboxState {
  if (state.incoming === 'connecting') return { lamp: 'warn', word: 'connecting', needsYou: false }
  if (state.incoming !== 'ok') return { lamp: 'bad', word: 'notReceiving', needsYou: true }
  if (state.outgoing === 'failing') return { lamp: 'bad', word: 'sendingFails', needsYou: true }
  if (state.outgoing === 'none') return { lamp: undefined, word: 'receiving', needsYou: false }
  return { lamp: 'ok', word: 'working', needsYou: false }
}
