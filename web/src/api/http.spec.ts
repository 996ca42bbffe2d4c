import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { get, post, Problem } from './http'

const answers: Response[] = []
const asked = vi.fn((path: string) => Promise.resolve(path.endsWith('/setup') ? new Response('{}') : answers.shift() ?? new Response('{"done":true}')))
const refusal = (status: number, code: string, wait: number) =>
  new Response(JSON.stringify({ code, detail: code }), { status, headers: { 'Retry-After': String(wait) } })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', asked)
  document.cookie = 'XSRF-TOKEN=token'
  asked.mockClear()
  answers.length = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('waits as long as it is asked to before it reads again', async () => {
  answers.push(refusal(429, 'request.too_many', 3))
  const answer = get('/things')
  await vi.advanceTimersByTimeAsync(2900)
  expect(asked).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await answer).toEqual({ done: true })
})

it('says it after a few tries, at once when the wait is long, and never writes again by itself', async () => {
  for (let tries = 0; tries < 3; tries++) answers.push(refusal(429, 'request.too_many', 1))
  const short = get('/things').catch((error: Problem) => error.retryAfter)
  await vi.advanceTimersByTimeAsync(6000)
  expect(await short).toBe(1)
  expect(asked).toHaveBeenCalledTimes(3)

  answers.push(refusal(429, 'request.too_many', 60))
  await expect(get('/things')).rejects.toThrow('request.too_many')
  answers.push(refusal(429, 'request.too_many', 1))
  await expect(post('/things')).rejects.toThrow('request.too_many')
})

it('waits for a write under the same key that is still being worked on', async () => {
  answers.push(refusal(409, 'idempotency.in_progress', 1))
  const answer = post('/things', {}, { headers: { 'Idempotency-Key': 'k' } })
  await vi.advanceTimersByTimeAsync(2000)
  expect(await answer).toEqual({ done: true })

  answers.push(refusal(409, 'conversation.closed', 1))
  await expect(post('/things', {})).rejects.toThrow('conversation.closed')
})
