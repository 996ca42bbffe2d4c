import { expect, it } from 'vitest'
import { fillVariables } from './variables'

it('fills what is known and marks what only a reply knows', () => {
  expect(fillVariables('Kind regards, {{ agent.name }}\n{{brand.name}} about #{{conversation.number}}', { 'agent.name': 'Nina', 'brand.name': 'Zrno' }))
    .toBe('Kind regards, Nina\nZrno about #…')
})
