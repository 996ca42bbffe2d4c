import { expect, it } from 'vitest'
import type { Mailbox } from '@/api'
import { sentOutgoing, typedOutgoing, useGrant } from './outgoing'
import { mailboxState } from './state'

const state = (incoming: string, outgoing: 'ok' | 'failing' | 'none') => mailboxState({ state: { incoming, outgoing, lastError: null, lastErrorAt: null } } as Mailbox).word

it('names the worst about a mailbox first', () => {
  expect(state('ok', 'ok')).toBe('working')
  expect(state('ok', 'none')).toBe('receiving')
  expect(state('ok', 'failing')).toBe('sendingFails')
  expect(state('stopped', 'failing')).toBe('notReceiving')
})

it('sends no password that was not typed, so that the server keeps its own', () => {
  const typed = typedOutgoing({ smtp: { host: 'smtp.example.com', port: 587, tls: 'starttls', username: 'zrno', hasPassword: true, signIn: 'password' } })
  expect(sentOutgoing(typed)).toEqual({ smtp: { host: 'smtp.example.com', port: 587, tls: 'starttls', username: 'zrno' } })
  expect(sentOutgoing({ ...typed, password: 'new', port: '465' })).toMatchObject({ smtp: { port: 465, password: 'new' } })
  expect(sentOutgoing({ ...typed, on: false })).toBeNull()
})

it('signs in by the grant of incoming mail, at the server of its provider', () => {
  const typed = typedOutgoing(null)
  useGrant(typed, 'microsoft')
  expect(sentOutgoing({ ...typed, on: true })).toEqual({ smtp: { host: 'smtp.office365.com', port: 587, tls: 'starttls', username: null, signIn: 'oauth2' } })
  const own = { ...typedOutgoing(null), host: 'mail.shop.example' }
  useGrant(own, 'custom')
  expect(own.host).toBe('mail.shop.example')
})
