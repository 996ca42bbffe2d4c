import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import en from '../i18n/en'
import pl from '../i18n/pl'
import sl from '../i18n/sl'
import TrustMark from './TrustMark.vue'

describe('the mark beside the sender', () => {
  it.each(Object.entries({ en, pl, sl }))('explains itself in %s', (locale, conversations) => {
    const i18n = createI18n({ legacy: false, locale, missingWarn: true, messages: { [locale]: { conversations } } })
    const kinds = ['lookAlike', 'ownName', 'otherAddress', 'link', 'unscanned']
    const wrapper = mount(TrustMark, {
      global: { plugins: [i18n] },
      props: { trust: { spf: 'fail', dkim: 'none', dmarc: 'fail', arc: 'none', verdict: 'fail', domain: 'bank.example', relay: null, warnings: kinds.map((kind) => ({ kind, what: `what-${kind}` })) } },
    })
    const text = wrapper.text()
    expect(text).toContain('bank.example')
    for (const kind of kinds) expect(text).toContain(`what-${kind}`)
    expect(text).toContain('DMARC fail')
    expect(text).not.toContain('conversations.trust')
  })
})
