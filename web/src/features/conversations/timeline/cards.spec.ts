import { expect, it } from 'vitest'
import { cardNumbers } from './cards'

it('finds card numbers as people write them', () => {
  expect(cardNumbers('My card: 4111 1111 1111 1111, or 5500-0000-0000-0004; again 4111 1111 1111 1111.')).toEqual(['4111 1111 1111 1111', '5500-0000-0000-0004'])
})

it('leaves other long numbers alone', () => {
  expect(cardNumbers('Parcel 4111111111111112, IBAN SI56 0201 1001 4333 9999 9999 9999, phone 00386 41 123 456, 0000000000000000')).toEqual([])
})
