import { readFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { expect, it } from 'vitest'

it('the types are made of the committed contract (mend with ./centrala api-types)', async () => {
  const types = COMMENT_HEADER + astToString(await openapiTS(readFileSync('openapi.json', 'utf8')))
  expect(readFileSync('src/api/schema.ts', 'utf8') === types).toBe(true)
}, 20_000)
