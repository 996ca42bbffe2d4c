import { expect, it } from 'vitest'
import { fitting } from './fitting'

const all = { agents: [{ id: '1', name: 'Łucja Żak' }, { id: '2', name: 'Ana Kos' }], teams: [{ id: '3', name: 'Anwalt' }] }

it('finds a colleague by any word of their name, without accents, people before teams', () => {
  expect(fitting(all, 'an').map((one) => one.id)).toEqual(['2', '3'])
  expect(fitting(all, 'zak').map((one) => one.id)).toEqual(['1'])
  expect(fitting(all, 'luc').map((one) => one.id)).toEqual(['1'])
  expect(fitting(all, '').map((one) => one.kind)).toEqual(['agent', 'agent', 'team'])
  expect(fitting(all, 'os')).toEqual([])
})
