import { expect, it } from 'vitest'
import { fieldValue } from '@/i18n/fieldValue'
import { snoozeTimes } from './snoozeTimes'

const names = (at: string) => snoozeTimes(new Date(at)).map((time) => `${time.name} ${fieldValue(time.at)}`)

it('offers what is still ahead, and calls today only what is', () => {
  expect(names('2026-11-25T09:02:00')).toEqual(['later 2026-11-25T12:05', 'evening 2026-11-25T18:00', 'tomorrow 2026-11-26T08:00', 'monday 2026-11-30T08:00', 'week 2026-12-02T08:00'])
  expect(names('2026-11-22T21:45:00')).toEqual(['tomorrow 2026-11-23T08:00', 'week 2026-11-29T08:00'])
})
