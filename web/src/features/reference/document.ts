/** A shape in an OpenAPI document, as far as this page reads it. */
export interface Shape {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  items?: Shape
  properties?: Record<string, Shape>
  required?: string[]
  oneOf?: Shape[]
  anyOf?: Shape[]
  additionalProperties?: boolean | Shape
}

interface Content { content?: Record<string, { schema?: Shape }> }
export interface Parameter { name: string; in: string; required?: boolean; description?: string; schema?: Shape }
interface Told { operationId: string; description?: string; parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> }
export interface Document { info: { title: string; version: string; description?: string }; paths: Record<string, Record<string, Told>>; components: { schemas: Record<string, Shape> } }

/** One thing that can be asked for. */
export interface Operation {
  id: string
  method: string
  path: string
  group: string
  description: string
  parameters: Parameter[]
  body?: { type: string; shape: Shape }
  answers: { status: string; type: string; shape?: Shape }[]
}

const order = ['get', 'post', 'put', 'patch', 'delete']

function contents({ content }: Content): { type: string; shape: Shape } | undefined {
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  return type && media?.schema ? { type, shape: media.schema } : undefined
}

/** Everything that can be asked for, by address and then by method. */
export function operations(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods)
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([method, told]) => ({
      id: told.operationId,
      method: method.toUpperCase(),
      path,
      group: path.replace('/api/v1/', '').split(/[/.]/)[0]!,
      description: told.description ?? '',
      parameters: told.parameters ?? [],
      body: told.requestBody && contents(told.requestBody),
      answers: Object.entries(told.responses).map(([status, answer]) => ({ status, type: '', ...contents(answer) })),
    })))
}

/** Those that have every typed word in their method, address, name or description. */
export function found(all: Operation[], typed: string): Operation[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((one) => {
    const text = `${one.method} ${one.path} ${one.id} ${one.description} ${one.parameters.map(({ name }) => name).join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export const nameIn = (reference: string) => reference.split('/').at(-1)!

/** A shape in a few characters, such as `Message[]`, `string | null` or `"open" | "solved"`. */
export function typeOf(shape: Shape | undefined): string {
  if (!shape) return ''
  if (shape.$ref) return nameIn(shape.$ref)
  const either = shape.oneOf ?? shape.anyOf
  if (either) return either.map(typeOf).join(' | ')
  if (shape.enum) return shape.enum.map((word) => JSON.stringify(word)).join(' | ')
  const types = (Array.isArray(shape.type) ? shape.type : [shape.type ?? 'any']).map((type) => {
    if (type === 'array') return `${typeOf(shape.items)}[]`
    if (type === 'object' && typeof shape.additionalProperties === 'object') return `{ ${typeOf(shape.additionalProperties)} }`
    return type === 'string' && shape.format ? shape.format : type
  })
  return types.join(' | ')
}

/** The named shapes that a shape is made of. */
export function namesIn(shape: Shape | undefined): string[] {
  if (!shape) return []
  if (shape.$ref) return [nameIn(shape.$ref)]
  const inner = [...(shape.oneOf ?? []), ...(shape.anyOf ?? []), ...(shape.items ? [shape.items] : []), ...(typeof shape.additionalProperties === 'object' ? [shape.additionalProperties] : [])]
  return [...new Set(inner.flatMap(namesIn))]
}

/** How to ask for it with curl. */
export function example({ method, path, body }: Operation, origin: string): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}'`, "-H 'Authorization: Bearer KEY'"]
  if (method !== 'GET') lines.push("-H 'Idempotency-Key: MADE-UP-ONCE'")
  if (body) lines.push(`-H 'Content-Type: ${body.type === '*/*' ? 'application/octet-stream' : body.type}'`, body.type === 'application/json' ? "--data '{…}'" : '--data-binary @FILE')
  return lines.join(' \\\n  ')
}
