import { describe, expect, it } from 'vitest'
import { nextTick, ref, shallowRef } from 'vue'
import type { Conversation } from '@/api'
import { conversation } from '@/testing/fixtures'
import { useSettledRows } from './useSettledRows'

const ids = (rows: Conversation[]) => rows.map((row) => row.id)

describe('rows under the pointer', () => {
  it('stay where they are, while new ones are counted', async () => {
    const truth = shallowRef([conversation({ id: 'a' }), conversation({ id: 'b' })])
    const hold = ref(true)
    const { shown, fresh } = useSettledRows(truth, hold)
    truth.value = [conversation({ id: 'c' }), conversation({ id: 'b', subject: 'new words' }), conversation({ id: 'a' })]
    await nextTick()
    expect(ids(shown.value)).toEqual(['a', 'b'])
    expect(shown.value[1]?.subject).toBe('new words')
    expect(fresh.value).toBe(1)
    hold.value = false
    await nextTick()
    expect(ids(shown.value)).toEqual(['c', 'b', 'a'])
    expect(fresh.value).toBe(0)
  })

  it('grow at the end when a page is loaded', async () => {
    const truth = shallowRef([conversation({ id: 'a' })])
    const { shown } = useSettledRows(truth, ref(true))
    truth.value = [...truth.value, conversation({ id: 'z' })]
    await nextTick()
    expect(ids(shown.value)).toEqual(['a', 'z'])
  })

  it('do not vanish when they leave the view', async () => {
    const truth = shallowRef([conversation({ id: 'a' }), conversation({ id: 'b' })])
    const { shown } = useSettledRows(truth, ref(true))
    truth.value = [conversation({ id: 'b' })]
    await nextTick()
    expect(ids(shown.value)).toEqual(['a', 'b'])
  })
})
