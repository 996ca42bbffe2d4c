import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { message } from '@/testing/fixtures'
import en from '../i18n/en'
import pl from '../i18n/pl'
import sl from '../i18n/sl'
import { factsOf } from './facts'
import MailFacts from './MailFacts.vue'

const signed = { kind: 'signed', format: 'smime', signature: 'valid', trusted: true, signer: 'Ana.Kovac@posta.example' } as const
const keys = (more: Parameters<typeof message>[0]) => factsOf(message(more)).map((fact) => fact.key)

describe('what is said above a message', () => {
  it('is nothing for an ordinary one', () => expect(factsOf(message())).toEqual([]))

  it('tells an encrypted mail, and offers it whole', () =>
    expect(factsOf(message({ protection: { ...signed, kind: 'encrypted', signature: 'unchecked', trusted: false, signer: null } }))[0]).toMatchObject({ key: 'encrypted', download: true, values: { format: 'S/MIME' } }))

  it('tells signatures apart', () => {
    expect(keys({ protection: signed })).toEqual(['signature.valid'])
    expect(keys({ protection: { ...signed, trusted: false } })).toEqual(['signature.unknown'])
    expect(keys({ protection: { ...signed, signature: 'invalid' } })).toEqual(['signature.invalid'])
    expect(keys({ protection: { ...signed, signer: 'somebody@else.example' } })).toEqual(['signature.other'])
    expect(keys({ protection: { ...signed, format: 'pgp', signature: 'unchecked', signer: null } })).toEqual(['signature.unchecked'])
  })

  it('tells what could not be read, each once', () => expect(keys({ warnings: ['mail.cutOff', 'mail.new', 'mail.newer'] })).toEqual(['cutOff', 'incomplete']))

  it.each(Object.entries({ en, pl, sl }))('has words in %s', (locale, conversations) => {
    const i18n = createI18n({ legacy: false, locale, messages: { [locale]: { conversations } } })
    const every = [
      { protection: { ...signed, kind: 'encrypted' as const } }, { protection: signed }, { protection: { ...signed, trusted: false } }, { protection: { ...signed, signature: 'invalid' as const } },
      { protection: { ...signed, signature: 'unchecked' as const } }, { protection: { ...signed, signer: 'a@b.example' } }, { warnings: ['mail.cutOff', 'mail.tooSlow', 'mail.malformed', 'mail.other'] },
    ]
    for (const more of every) expect(mount(MailFacts, { global: { plugins: [i18n] }, props: { message: message(more) } }).text()).not.toMatch(/conversations\.|^$/)
  })
})
