import type { Mailbox, SmtpSettings } from '@/api'

export type Tls = NonNullable<Mailbox['outgoing']>['smtp']['tls']

/** How mail leaves, as it is typed: an empty host means that nothing is sent. */
export interface Outgoing { on: boolean; host: string; port: number | string; tls: Tls; username: string; password: string }

export const usualPort: Record<Tls, number> = { tls: 465, starttls: 587, none: 25 }

export function typedOutgoing(kept: Mailbox['outgoing']): Outgoing {
  const smtp = kept?.smtp
  return { on: Boolean(smtp), host: smtp?.host ?? '', port: smtp?.port ?? 465, tls: smtp?.tls ?? 'tls', username: smtp?.username ?? '', password: '' }
}

/** As the API takes it. A password that was not typed again is left out, and the server keeps the one it has. */
export function sentOutgoing(typed: Outgoing): { smtp: SmtpSettings } | null {
  if (!typed.on) return null
  const { host, port, tls, username, password } = typed
  return { smtp: { host: host.trim(), port: Number(port), tls, username: username.trim() || null, ...(password ? { password } : {}) } }
}
