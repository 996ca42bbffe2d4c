import { expect, it } from 'vitest'
import document from '../../../openapi.json'
import { example, found, namesIn, operations, typeOf, type Document } from './document'

const all = operations(document as unknown as Document)

it('reads every operation of the contract', () => {
  expect(all.length).toBeGreaterThan(100)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  const post = all.find(({ id }) => id === 'messagePost')!
  expect(post).toMatchObject({ method: 'POST', group: 'conversations', body: { type: 'application/json' } })
  expect(typeOf(post.body!.shape)).toBe('NewMessage')
  expect(example(post, 'https://help.example')).toContain("curl -X POST 'https://help.example/api/v1/conversations/{id}/messages'")
})

it('finds by every word', () => {
  expect(found(all, 'post webhooks test').map(({ id }) => id)).toEqual(['webhookTest'])
  expect(found(all, 'nonsense')).toEqual([])
  expect(found(all, ' ')).toHaveLength(all.length)
})

it('says what a shape is in a few characters', () => {
  expect(typeOf({ type: ['string', 'null'], format: 'date-time' })).toBe('date-time | null')
  expect(typeOf({ type: 'array', items: { $ref: '#/components/schemas/Message' } })).toBe('Message[]')
  expect(typeOf({ enum: ['open', 'done'] })).toBe('"open" | "done"')
  expect(typeOf({ type: 'object', additionalProperties: { type: 'string' } })).toBe('{ string }')
  expect(namesIn({ oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] })).toEqual(['A'])
})
