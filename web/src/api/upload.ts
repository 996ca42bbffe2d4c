import { address, csrfToken, Problem, type Query } from './http'

/** Sends a file as it is, and tells how much of it has gone out. */
export function upload<T>(path: string, query: Query, file: Blob, onProgress: (share: number) => void, signal?: AbortSignal, method = 'POST'): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, address(path, query))
    request.responseType = 'json'
    for (const [name, value] of Object.entries({ Accept: 'application/json', 'Content-Type': file.type || 'application/octet-stream', 'X-XSRF-TOKEN': csrfToken() })) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0)
    request.onerror = () => reject(new Problem(0, 'network', ''))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    request.onload = () => {
      const answer = (request.response ?? {}) as Record<string, unknown>
      if (request.status < 300) resolve(answer as T)
      else reject(new Problem(request.status, String(answer.code ?? `http.${request.status}`), String(answer.detail ?? ''), answer))
    }
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
