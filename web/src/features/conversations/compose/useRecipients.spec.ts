import { expect, it } from 'vitest'
import { message } from '@/testing/fixtures'
import { others } from './useRecipients'

const party = (address: string) => ({ address, name: null })

it('everybody means neither the sender nor ourselves, and nobody twice', () => {
  const mail = message({
    from: party('ana@posta.example'),
    to: [party('Podpora+cabcdefghijklmnopqrstuvwxyz@zrno.example'), party('mož@posta.example')],
    cc: [party('ana@posta.example'), party('mož@posta.example'), party('servis@delavnica.example')],
  })
  expect(others(mail, new Set(['podpora@zrno.example']))).toEqual(['mož@posta.example', 'servis@delavnica.example'])
})
