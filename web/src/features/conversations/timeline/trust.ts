import type { Trust } from '@/api'

export interface TrustLook { tone: 'quiet' | 'warn' | 'bad'; icon: 'shield-check' | 'circle-help' | 'triangle-alert' }

/** How loud the mark is: red for a forgery, amber for what is odd, grey for the rest, nothing when nobody looked. */
export function lookOfTrust(trust: Trust): TrustLook | null {
  if (trust.verdict === 'fail') return { tone: 'bad', icon: 'triangle-alert' }
  if (trust.dmarc === 'fail' && trust.verdict !== 'pass') return { tone: 'warn', icon: 'triangle-alert' }
  if (trust.warnings.length) return { tone: 'warn', icon: 'triangle-alert' }
  if (trust.verdict === 'pass') return { tone: 'quiet', icon: 'shield-check' }
  return trust.verdict === 'none' ? null : { tone: 'quiet', icon: 'circle-help' }
}
