import { expect, it } from 'vitest'
import type { Webhook } from '@/api'
import { lampOf, stateOf } from './state'

const hook: Webhook = {
  id: '1', name: 'Warehouse', url: 'https://example.com/hook', kinds: ['conversation.opened'], enabled: true, disabledFor: null,
  failingSince: null, lastError: null, lastSuccessAt: null, createdAt: '2026-11-22T20:00:00.000Z', createdBy: null,
}

it('says how a webhook is doing', () => {
  const at = '2026-11-22T21:00:00.000Z'
  expect(stateOf(hook)).toBe('new')
  expect(stateOf({ ...hook, lastSuccessAt: at })).toBe('working')
  expect(stateOf({ ...hook, lastSuccessAt: at, failingSince: at })).toBe('failing')
  expect(stateOf({ ...hook, enabled: false, failingSince: at })).toBe('paused')
  expect(stateOf({ ...hook, enabled: false, disabledFor: 'failing' })).toBe('gaveUp')
  expect(stateOf({ ...hook, enabled: false, disabledFor: 'gone' })).toBe('gone')
  expect(lampOf('failing')).toBe('warn')
})
