import type { IncomingSettings, Mailbox } from '@/api'
import type { Tls } from './outgoing'

export type Provider = 'google' | 'microsoft' | 'custom'

/** How mail comes in, as it is typed. */
export interface Incoming {
  type: 'listener' | 'imap'
  host: string; port: number | string; tls: Tls; username: string; password: string
  folder: string; sentFolder: string; since: 'now' | 'all' | 'day'; day: string; after: 'nothing' | 'seen' | 'delete' | 'move'; moveTo: string
  signIn: 'password' | 'oauth2'; provider: Provider; tokenEndpoint: string; clientId: string; clientSecret: string; refreshToken: string
}

export const usualImapPort: Record<Tls, number> = { tls: 993, starttls: 143, none: 143 }

export interface Preset { name: string; host: string; provider?: Provider; hint?: 'appPassword' | 'enable' }

/** Servers of common providers; all of them encrypt from the first byte, on port 993. */
export const presets: Preset[] = [
  { name: 'Gmail', host: 'imap.gmail.com', provider: 'google', hint: 'appPassword' },
  { name: 'Microsoft 365', host: 'outlook.office365.com', provider: 'microsoft' },
  { name: 'iCloud', host: 'imap.mail.me.com', hint: 'appPassword' },
  { name: 'Yahoo', host: 'imap.mail.yahoo.com', hint: 'appPassword' },
  { name: 'WP', host: 'imap.wp.pl', hint: 'enable' },
  { name: 'Onet', host: 'imap.poczta.onet.pl', hint: 'enable' },
  { name: 'Interia', host: 'poczta.interia.pl', hint: 'enable' },
  { name: 'o2', host: 'poczta.o2.pl', hint: 'enable' },
  { name: 'Siol', host: 'mail.siol.net' },
  { name: 'GMX', host: 'imap.gmx.net', hint: 'enable' },
  { name: 'IONOS', host: 'imap.ionos.com' },
]

export const presetOf = (host: string): Preset | undefined => presets.find((preset) => preset.host === host.trim().toLowerCase())

/** Only Microsoft takes no password any more. */
export function usePreset(typed: Incoming, preset: Preset): void {
  typed.host = preset.host
  typed.tls = 'tls'
  typed.port = usualImapPort.tls
  typed.provider = preset.provider ?? 'custom'
  typed.signIn = preset.provider === 'microsoft' ? 'oauth2' : 'password'
}

export function typedIncoming(kept?: Mailbox['incoming']): Incoming {
  const [after, moveTo] = kept?.after?.startsWith('move:') ? ['move', kept.after.slice(5)] : [kept?.after ?? 'nothing', '']
  const day = kept?.since && kept.since !== 'now' && kept.since !== 'all' ? kept.since : ''
  return {
    type: kept?.type ?? 'listener', host: kept?.host ?? '', port: kept?.port ?? usualImapPort.tls, tls: kept?.tls ?? 'tls', username: kept?.username ?? '', password: '',
    folder: kept?.folder ?? 'INBOX', sentFolder: kept?.sentFolder ?? 'auto', since: day ? 'day' : (kept?.since as 'now' | 'all' | undefined) ?? 'now', day, after: after as Incoming['after'], moveTo,
    signIn: kept?.auth?.type ?? 'password', provider: kept?.auth?.provider ?? 'custom', tokenEndpoint: kept?.auth?.tokenEndpoint ?? '', clientId: kept?.auth?.clientId ?? '', clientSecret: '', refreshToken: '',
  }
}

/** As the API takes it. Secrets that were not typed again are left out, and the server keeps the ones it has. */
export function sentIncoming(typed: Incoming): IncomingSettings {
  if (typed.type === 'listener') return { type: 'listener' }
  const { host, port, tls, username, password, folder, sentFolder, since, day, after, moveTo } = typed
  return {
    type: 'imap', host: host.trim(), port: Number(port), tls, username: username.trim(), ...(password ? { password } : {}),
    folder: folder.trim() || 'INBOX', sentFolder: sentFolder.trim() || 'off', since: since === 'day' ? day : since, after: after === 'move' ? `move:${moveTo.trim()}` : after,
    auth: typed.signIn === 'password' ? { type: 'password' } : {
      type: 'oauth2', provider: typed.provider, clientId: typed.clientId.trim(),
      ...(typed.provider === 'custom' || typed.tokenEndpoint.trim() ? { tokenEndpoint: typed.tokenEndpoint.trim() } : {}),
      ...(typed.clientSecret ? { clientSecret: typed.clientSecret } : {}), ...(typed.refreshToken ? { refreshToken: typed.refreshToken } : {}),
    },
  }
}
