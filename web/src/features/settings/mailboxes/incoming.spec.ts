import { expect, it } from 'vitest'
import { presets, sentIncoming, typedIncoming, usePreset } from './incoming'

it('sends what was typed, and secrets only when they were typed', () => {
  const typed = typedIncoming({
    type: 'imap', host: 'imap.example.com', port: 993, tls: 'tls', username: 'shop', hasPassword: true, folder: 'INBOX', sentFolder: 'auto', since: '2026-06-01', after: 'move:Done',
    auth: { type: 'password', provider: null, tokenEndpoint: null, clientId: null, hasClientSecret: null, hasRefreshToken: null },
  })
  expect(typed).toMatchObject({ since: 'day', day: '2026-06-01', after: 'move', moveTo: 'Done' })
  const sent = sentIncoming(typed)
  expect(sent).toMatchObject({ type: 'imap', since: '2026-06-01', after: 'move:Done', auth: { type: 'password' } })
  expect(sent).not.toHaveProperty('password')
  expect(sentIncoming({ ...typed, password: 'new' })).toMatchObject({ password: 'new' })
  expect(sentIncoming(typedIncoming())).toEqual({ type: 'listener' })
})

it('knows the servers of common providers', () => {
  const typed = typedIncoming()
  usePreset(typed, presets.find(({ name }) => name === 'Microsoft 365')!)
  expect(typed).toMatchObject({ host: 'outlook.office365.com', port: 993, tls: 'tls', signIn: 'oauth2', provider: 'microsoft' })
  expect(sentIncoming({ ...typed, type: 'imap', username: 'a', clientId: 'c', refreshToken: 'r' }).auth).toEqual({ type: 'oauth2', provider: 'microsoft', clientId: 'c', refreshToken: 'r' })
})
