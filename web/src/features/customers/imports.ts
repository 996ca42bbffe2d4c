import { Problem, address, csrfToken, get, post, type CustomerImport, type Id, type ImportPreview, type ImportUndone, type List, type Query } from '@/api'

export const importFields = ['name', 'email', 'phone', 'language', 'notes'] as const
export type ImportField = (typeof importFields)[number]
export type Mapping = Partial<Record<ImportField, number>>

/** The file goes as it is: the server says what is wrong with it. */
async function send<T>(path: string, query: Query, file: File): Promise<T> {
  let response: Response
  try {
    response = await fetch(address(path, query), { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json', 'X-XSRF-TOKEN': csrfToken() }, body: file })
  } catch {
    throw new Problem(0, 'network', '')
  }
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new Problem(response.status, String(body.code ?? `http.${response.status}`), String(body.detail ?? response.statusText), body)
  return body as T
}

export const imports = {
  list: () => get<List<CustomerImport>>('/customer-imports'),
  preview: (file: File, mapping: Mapping) => send<ImportPreview>('/customer-imports/preview', mapping, file),
  run: (file: File, mapping: Mapping) => send<CustomerImport>('/customer-imports', { ...mapping, fileName: file.name }, file),
  undo: (id: Id) => post<ImportUndone>(`/customer-imports/${id}/undo`),
}
