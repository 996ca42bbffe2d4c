import { describe, expect, it } from 'vitest'
import type { Trust } from '@/api'
import { lookOfTrust } from './trust'

const trust = (more: Partial<Trust>): Trust => ({ spf: 'none', dkim: 'none', dmarc: 'none', arc: 'none', verdict: 'none', domain: null, relay: null, warnings: [], ...more })

describe('the mark of trust', () => {
  it('is not there when nobody looked', () => expect(lookOfTrust(trust({}))).toBeNull())
  it('is quiet for what is proven or cannot be', () => {
    expect(lookOfTrust(trust({ verdict: 'pass', dmarc: 'pass' }))?.tone).toBe('quiet')
    expect(lookOfTrust(trust({ verdict: 'neutral' }))?.tone).toBe('quiet')
    expect(lookOfTrust(trust({ verdict: 'temperror' }))?.tone).toBe('quiet')
    expect(lookOfTrust(trust({ verdict: 'pass', dmarc: 'fail' }))?.tone).toBe('quiet')
  })
  it('warns when DMARC fails or something is odd', () => {
    expect(lookOfTrust(trust({ verdict: 'fail', dmarc: 'fail' }))?.tone).toBe('bad')
    expect(lookOfTrust(trust({ verdict: 'neutral', dmarc: 'fail' }))?.tone).toBe('warn')
    expect(lookOfTrust(trust({ warnings: [{ kind: 'link', what: 'evil.example' }] }))?.tone).toBe('warn')
  })
})
