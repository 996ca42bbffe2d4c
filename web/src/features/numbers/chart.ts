export const width = 760
export const height = 220
export const left = 40
const right = 12
const bottom = 28
const top = 12

/** Round values for the lines behind a chart, the highest at or over the largest number. */
export function ticks(largest: number): number[] {
  const rough = Math.max(largest, 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power)
  const count = Math.max(1, Math.ceil(largest / step))
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}

export const x = (index: number, count: number) => (count < 2 ? (left + width - right) / 2 : left + ((width - left - right) * index) / (count - 1))
export const y = (value: number, most: number) => height - bottom - ((height - bottom - top) * value) / Math.max(most, 1)
export const path = (values: number[], most: number) => values.map((value, index) => `${index ? 'L' : 'M'}${x(index, values.length).toFixed(1)} ${y(value, most).toFixed(1)}`).join('')

/** At most so many of the days get their name under the chart, evenly, the last one always. */
export function named(count: number, most = 10): Set<number> {
  const step = Math.ceil(count / most)
  return new Set(Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % step === 0))
}
