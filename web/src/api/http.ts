/** A problem (RFC 9457) as the server told it, or `network` when it could not be asked. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly body: Readonly<Record<string, unknown>> = {},
    /** Seconds to wait before asking again, when the server said so. */
    readonly retryAfter = 0,
  ) {
    super(detail)
    this.name = 'Problem'
  }

  /** The server's words for each wrong field of the form that was sent. */
  get fields(): { field: string; message: string }[] {
    return Array.isArray(this.body.errors) ? (this.body.errors as { field: string; message: string }[]) : []
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>
export interface Ask {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}
export interface Answer<T> { data: T; status: number; headers: Headers }

let unauthenticated: () => void = () => undefined

/** Says what happens when the session has ended under the feet of a signed-in agent. */
export function onUnauthenticated(handler: () => void): void {
  unauthenticated = handler
}

const root = '/api/v1'

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return root + path + (text ? `?${text}` : '')
}

export function csrfToken(): string {
  return decodeURIComponent(/(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '')
}

async function problem(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const code = typeof body.code === 'string' ? body.code : `http.${response.status}`
  const detail = typeof body.detail === 'string' ? body.detail : response.statusText
  return new Problem(response.status, code, detail, body, Number(response.headers.get('Retry-After')) || 0)
}

async function send(method: string, path: string, ask: Ask): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...ask.headers }
  if (ask.body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') headers['X-XSRF-TOKEN'] = csrfToken()
  try {
    return await fetch(address(path, ask.query), {
      method, headers, credentials: 'same-origin', signal: ask.signal,
      body: ask.body === undefined ? undefined : JSON.stringify(ask.body),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, 'network', '')
  }
}

const MOST_TRIES = 3
const LONGEST_WAIT = 20

/** Seconds until the same may be asked again: reading too much, or a write under a key that is still being worked on. */
async function again(method: string, response: Response): Promise<number> {
  const seconds = Number(response.headers.get('Retry-After')) || 1
  if (seconds > LONGEST_WAIT) return 0
  if (response.status === 429) return method === 'GET' ? seconds : 0
  if (response.status !== 409) return 0
  const said = (await response.clone().json().catch(() => ({}))) as Record<string, unknown>
  return said.code === 'idempotency.in_progress' ? seconds : 0
}

/** Sends, and when asked to wait does so, a few times; somewhat longer each time, so that not all come back at once. */
async function sendPatiently(method: string, path: string, ask: Ask): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await send(method, path, ask)
    const wait = response.ok || tries >= MOST_TRIES ? 0 : await again(method, response)
    if (!wait) return response
    await new Promise((resolve) => setTimeout(resolve, 1000 * wait + 500 * tries * Math.random()))
    if (ask.signal?.aborted) throw new DOMException('', 'AbortError')
  }
}

/** Asks the server and gives the answer with its headers; every failure is a {@link Problem}. */
export async function call<T>(method: string, path: string, ask: Ask = {}): Promise<Answer<T>> {
  if (method !== 'GET' && !csrfToken()) await send('GET', '/setup', {})
  const response = await sendPatiently(method, path, ask)
  if (!response.ok) {
    const failure = await problem(response)
    if (failure.status === 401 && failure.code === 'access.unauthenticated') unauthenticated()
    throw failure
  }
  const data = response.status === 204 ? undefined : await response.json()
  return { data: data as T, status: response.status, headers: response.headers }
}

/** Fetches a file and saves it under a name. */
export async function download(path: string, query: Query, name: string): Promise<void> {
  const response = await send('GET', path, { query, headers: { Accept: '*/*' } })
  if (!response.ok) throw await problem(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export const get = async <T>(path: string, query?: Query, signal?: AbortSignal) => (await call<T>('GET', path, { query, signal })).data
export const post = async <T = void>(path: string, body?: unknown, ask: Ask = {}) => (await call<T>('POST', path, { ...ask, body })).data
export const put = async <T = void>(path: string, body?: unknown, ask: Ask = {}) => (await call<T>('PUT', path, { ...ask, body })).data
export const patch = async <T = void>(path: string, body?: unknown, ask: Ask = {}) => (await call<T>('PATCH', path, { ...ask, body })).data
export const remove = async (path: string, query?: Query) => { await call('DELETE', path, { query }) }
