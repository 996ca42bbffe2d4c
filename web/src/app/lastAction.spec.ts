import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { useLastAction } from './lastAction'

it('takes back what was done last, once', async () => {
  setActivePinia(createPinia())
  const actions = useLastAction()
  const taken: string[] = []
  const fromToast = actions.offer('first', async () => void taken.push('first'))
  actions.offer('second', async () => void taken.push('second'))
  const second = actions.last
  await second?.undo()
  await second?.undo()
  fromToast()
  fromToast()
  expect(taken).toEqual(['second', 'first'])
  expect(actions.last).toBeNull()
})
