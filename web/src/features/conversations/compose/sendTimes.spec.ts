import { expect, it } from 'vitest'
import { fieldValue } from '@/i18n/fieldValue'
import { sendTimes } from './sendTimes'

const names = (at: string) => sendTimes(new Date(at)).map((time) => `${time.name} ${fieldValue(time.at)}`)

it('offers what is still ahead', () => {
  expect(names('2026-11-25T09:02:00')).toEqual(['hour 2026-11-25T10:05', 'afternoon 2026-11-25T15:00', 'tomorrow 2026-11-26T08:00', 'monday 2026-11-30T08:00'])
  expect(names('2026-11-27T16:00:00')).toEqual(['hour 2026-11-27T17:00', 'tomorrow 2026-11-28T08:00', 'monday 2026-11-30T08:00'])
})

it('does not offer Monday twice', () => {
  expect(names('2026-11-29T16:00:00')).toEqual(['hour 2026-11-29T17:00', 'tomorrow 2026-11-30T08:00'])
  expect(names('2026-11-30T16:00:00').at(-1)).toBe('monday 2026-12-07T08:00')
})
