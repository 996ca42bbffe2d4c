import { describe, expect, it } from 'vitest'
import type { Appointment } from '@/api'
import { elsewhere, repeats, stateOf, whenOf, withoutAppointment } from './appointment'

const one = (more: Partial<Appointment> = {}): Appointment => ({
  method: 'REQUEST', uid: 'u', summary: 'Collection', start: '2026-11-25T10:00:00+01:00', end: '2026-11-25T11:30:00+01:00', allDay: false, timeZone: 'Europe/Warsaw',
  location: null, organiser: null, recurrence: null, sequence: 0, answer: null, ...more,
})
const format = (from: Date, to: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options }).formatRange(from, to)

describe('an appointment', () => {
  it('says what became of it', () => {
    expect(stateOf(one())).toBe('invited')
    expect(stateOf(one({ sequence: 2 }))).toBe('changed')
    expect(stateOf(one({ method: 'CANCEL', sequence: 2 }))).toBe('cancelled')
    expect(stateOf(one({ method: 'REPLY', answer: 'DECLINED' }))).toBe('declined')
    expect(stateOf(one({ method: 'REPLY', answer: 'DELEGATED' }))).toBe('answered')
    expect(stateOf(one({ method: 'COUNTER' }))).toBe('proposed')
  })

  it('is told in the zone of whoever looks', () => {
    expect(whenOf(one(), format)).toMatch(/Wednesday,? 25 November 2026.*9:00.*10:30/)
    expect(whenOf(one({ end: null }), format)).toMatch(/25 November 2026 at 9:00$|25 November 2026 at 09:00$|25 November 2026,? 09:00$/)
  })

  it('names days without an hour, the last one included', () => {
    const days = one({ start: '2026-12-24', end: '2026-12-27', allDay: true, timeZone: null })
    expect(whenOf(days, format)).toMatch(/24.*26 December 2026/)
    expect(whenOf({ ...days, end: '2026-12-25' }, format)).toMatch(/^Thursday,? 24 December 2026$/)
  })

  it('names the hour over there only when it is another', () => {
    const hour = `${String(new Date('2026-11-25T10:00:00+01:00').getHours()).padStart(2, '0')}:00`
    expect(elsewhere(one({ start: '2026-11-25T10:00:00+01:00' }))).toBe(hour === '10:00' ? '' : '10:00, Europe/Warsaw')
    expect(elsewhere(one({ start: '2026-11-25T10:00:00', timeZone: null }))).toBe('')
  })

  it('repeats in a word', () => {
    expect(repeats('FREQ=WEEKLY;COUNT=3')).toBe('weekly')
    expect(repeats('FREQ=WEEKLY;INTERVAL=2')).toBe('often')
    expect(repeats(null)).toBe('')
  })

  it('is not said twice', () => {
    expect(withoutAppointment('📅 Collection\n2026-11-25 10:00–11:30 (Europe/Warsaw, +01:00)\n\nYou are invited.')).toBe('You are invited.')
    expect(withoutAppointment('📅 Collection\n2026-11-25')).toBe('')
    expect(withoutAppointment('See you')).toBe('See you')
  })
})
