import type { Mailbox, SmtpSettings } from '@/api'

export type Tls = NonNullable<Mailbox['outgoing']>['smtp']['tls']

/** How mail leaves, as it is typed: an empty host means that nothing is sent. */
export interface Outgoing { on: boolean; host: string; port: number | string; tls: Tls; username: string; password: string; signIn: 'password' | 'oauth2' }

export const usualPort: Record<Tls, number> = { tls: 465, starttls: 587, none: 25 }

export function typedOutgoing(kept: Mailbox['outgoing']): Outgoing {
  const smtp = kept?.smtp
  return { on: Boolean(smtp), host: smtp?.host ?? '', port: smtp?.port ?? 465, tls: smtp?.tls ?? 'tls', username: smtp?.username ?? '', password: '', signIn: smtp?.signIn ?? 'password' }
}

/** As the API takes it. A password that was not typed again is left out, and the server keeps the one it has. */
export function sentOutgoing(typed: Outgoing): { smtp: SmtpSettings } | null {
  if (!typed.on) return null
  const { host, port, tls, username, password, signIn } = typed
  if (signIn === 'oauth2') return { smtp: { host: host.trim(), port: Number(port), tls, username: username.trim() || null, signIn } }
  return { smtp: { host: host.trim(), port: Number(port), tls, username: username.trim() || null, ...(password ? { password } : {}) } }
}

const submission: Record<string, Pick<Outgoing, 'host' | 'port' | 'tls'>> = {
  google: { host: 'smtp.gmail.com', port: 465, tls: 'tls' },
  microsoft: { host: 'smtp.office365.com', port: 587, tls: 'starttls' },
}

/** Signs in by the grant of incoming mail; where that is of a provider that is known, its server is filled in. */
export function useGrant(typed: Outgoing, provider: string): void {
  typed.signIn = 'oauth2'
  typed.password = ''
  if (!typed.host.trim()) Object.assign(typed, submission[provider])
}
