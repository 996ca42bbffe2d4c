import type { Message } from '@/api'
import type { IconName } from '@/design/icons'

export interface Fact { key: string; tone: 'quiet' | 'warn' | 'bad'; icon: IconName; values?: Record<string, string>; download?: boolean }

const known = new Set(['mail.cutOff', 'mail.tooSlow', 'mail.malformed'])
const formats = { smime: 'S/MIME', pgp: 'PGP' }

function protectionOf(message: Message): Fact[] {
  const found = message.protection
  if (!found) return []
  const format = formats[found.format]
  if (found.kind === 'encrypted') return [{ key: 'encrypted', tone: 'warn', icon: 'lock', values: { format }, download: true }]
  const signer = found.signer ?? '?'
  if (found.signature === 'invalid') return [{ key: 'signature.invalid', tone: 'bad', icon: 'triangle-alert', values: { signer } }]
  if (found.signature === 'unchecked') return [{ key: 'signature.unchecked', tone: 'quiet', icon: 'file-text', values: { format } }]
  if (signer.includes('@') && signer.toLowerCase() !== message.from?.address.toLowerCase()) return [{ key: 'signature.other', tone: 'warn', icon: 'triangle-alert', values: { signer } }]
  return [{ key: found.trusted ? 'signature.valid' : 'signature.unknown', tone: 'quiet', icon: found.trusted ? 'file-check' : 'circle-help', values: { signer } }]
}

/** What is to be said above a message: that it is encrypted or signed, and what of it could not be read. */
export function factsOf(message: Message): Fact[] {
  const gaps = new Set(message.warnings.map((warning) => (known.has(warning) ? warning.slice('mail.'.length) : 'incomplete')))
  return [...protectionOf(message), ...[...gaps].map((key): Fact => ({ key, tone: 'warn', icon: 'file-warning', download: true }))]
}
