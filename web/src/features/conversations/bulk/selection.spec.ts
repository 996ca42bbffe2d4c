import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { conversation } from '@/testing/fixtures'
import { useSelection } from './selection'

const rows = ['a', 'b', 'c', 'd'].map((id) => conversation({ id }))
const row = (index: number) => rows[index] ?? conversation()
const ids = () => [...useSelection().chosen.keys()].sort().join('')

beforeEach(() => setActivePinia(createPinia()))

it('is made one by one, and as a range from the last choice', () => {
  const selection = useSelection()
  selection.toggle(row(3))
  selection.toggle(row(3))
  expect(ids()).toBe('')
  selection.toggle(row(1))
  selection.extend(rows, row(3))
  expect(ids()).toBe('bcd')
  selection.extend(rows, row(0))
  expect(ids()).toBe('abcd')
})

it('keeps the newest state of what is chosen, and lets go of what is done', () => {
  const selection = useSelection()
  selection.put(rows)
  selection.refresh([conversation({ id: 'a', sequence: 9 }), conversation({ id: 'b', sequence: 1 }), conversation({ id: 'x', sequence: 9 })])
  expect([...selection.chosen.values()].map((one) => one.sequence)).toEqual([9, 4, 4, 4])
  selection.drop(['a', 'b', 'c', 'd'])
  expect(selection.count).toBe(0)
})
