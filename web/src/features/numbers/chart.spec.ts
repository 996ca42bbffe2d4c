import { describe, expect, it } from 'vitest'
import { named, path, ticks } from './chart'

describe('the chart', () => {
  it.each([[0, 1], [3, 3], [4, 4], [7, 8], [37, 40], [120, 150], [999, 1000]])('for %i goes to %i', (largest, end) => expect(ticks(largest).at(-1)).toBe(end))
  it('draws one day as a point and none as nothing', () => {
    expect(path([5], 5)).toMatch(/^M\d/)
    expect(path([], 5)).toBe('')
  })
  it('names a few of many days, the last one always', () => {
    expect(named(366).size).toBeLessThanOrEqual(10)
    expect(named(366).has(365)).toBe(true)
    expect(named(7).size).toBe(7)
  })
})
