import { describe, expect, it } from 'vitest'
import { duration } from './duration'

describe('a duration', () => {
  it.each([[null, '–'], [0, '< 1 min'], [29, '< 1 min'], [60, '1 min'], [2520, '42 min'], [3570, '1 h'], [12_000, '3 h 20'], [3900, '1 h 05'], [172_800, '2 d'], [187_200, '2 d 4 h']])('of %s seconds is %s', (seconds, said) => expect(duration(seconds, 'd')).toBe(said))
})
