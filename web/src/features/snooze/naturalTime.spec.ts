import { describe, expect, it } from 'vitest'
import { fieldValue } from '@/i18n/fieldValue'
import { naturalTime } from './naturalTime'

/** A Sunday evening. */
const now = new Date('2026-11-22T20:17:00')
const at = (text: string) => {
  const found = naturalTime(text, now)
  return found ? fieldValue(found) : null
}

describe('a time as people write it', () => {
  it.each([
    ['tomorrow 9', '2026-11-23T09:00'], ['tomorrow', '2026-11-23T08:00'], ['in 3 hours', '2026-11-22T23:17'], ['3h', '2026-11-22T23:17'], ['1.5 hours', '2026-11-22T21:47'], ['half an hour', '2026-11-22T20:47'],
    ['2h 30 min', '2026-11-22T22:47'], ['Monday', '2026-11-23T08:00'], ['sunday', '2026-11-29T08:00'], ['next Friday at 2pm', '2026-11-27T14:00'], ['in 2 days', '2026-11-24T08:00'], ['in a week', '2026-11-29T08:00'], ['next week', '2026-11-23T08:00'],
    ['24 December', '2026-12-24T08:00'], ['December 24, 10:30', '2026-12-24T10:30'], ['24/12', '2026-12-24T08:00'], ['2027-01-04 9:15', '2027-01-04T09:15'], ['tonight 11', '2026-11-22T23:00'], ['tomorrow evening', '2026-11-23T18:00'], ['9', '2026-11-23T09:00'], ['22:30', '2026-11-22T22:30'],
    ['in two months', '2027-01-22T08:00'], ['day after tomorrow', '2026-11-24T08:00'],
  ])('%s', (text, expected) => expect(at(text)).toBe(expected))

  it.each([
    ['jutro 9', '2026-11-23T09:00'], ['jutro o 9:30', '2026-11-23T09:30'], ['za 2 dni', '2026-11-24T08:00'], ['za godzinę', '2026-11-22T21:17'], ['za pół godziny', '2026-11-22T20:47'], ['w poniedziałek', '2026-11-23T08:00'], ['we środę o 14', '2026-11-25T14:00'],
    ['pojutrze rano', '2026-11-24T08:00'], ['za trzy tygodnie', '2026-12-13T08:00'], ['24 grudnia', '2026-12-24T08:00'], ['w przyszłym tygodniu', '2026-11-23T08:00'], ['jutro po południu', '2026-11-23T15:00'], ['pt 12', '2026-11-27T12:00'], ['za miesiąc', '2026-12-22T08:00'],
  ])('%s', (text, expected) => expect(at(text)).toBe(expected))

  it.each([
    ['jutri', '2026-11-23T08:00'], ['jutri ob 9', '2026-11-23T09:00'], ['jutri ob 14h', '2026-11-23T14:00'], ['čez 2 dni', '2026-11-24T08:00'], ['čez dva dneva', '2026-11-24T08:00'], ['čez pol ure', '2026-11-22T20:47'], ['čez eno uro', '2026-11-22T21:17'], ['v torek', '2026-11-24T08:00'],
    ['v sredo ob 9.30', '2026-11-25T09:30'], ['pojutrišnjem zjutraj', '2026-11-24T08:00'], ['24. 12.', '2026-12-24T08:00'], ['24.12.2026 ob 8', '2026-12-24T08:00'], ['5. januarja', '2027-01-05T08:00'], ['čez pet dni', '2026-11-27T08:00'], ['petek popoldne', '2026-11-27T15:00'], ['prihodnji teden', '2026-11-23T08:00'],
  ])('%s', (text, expected) => expect(at(text)).toBe(expected))

  it.each(['', 'soon', 'tomorrow 25', '31. 2.', 'yesterday', '2026-11-20', 'today 9', 'monday maybe', 'a', '<b>9</b>', '9'.repeat(400)])('is not guessed: %s', (text) => expect(at(text)).toBeNull())

  it('keeps the hour of the clock over the change of summer time', () => expect(naturalTime('in 2 days', new Date('2027-03-27T10:00:00'))?.getHours()).toBe(8))
})
