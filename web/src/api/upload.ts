import { address, csrfToken, Problem } from './http'

/** A POST that tells how much of it has gone out: for messages with large attachments. */
export function upload<T>(path: string, body: unknown, headers: Record<string, string>, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address(path))
    request.responseType = 'json'
    for (const [name, value] of Object.entries({ Accept: 'application/json', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrfToken(), ...headers })) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0)
    request.onerror = () => reject(new Problem(0, 'network', ''))
    request.onload = () => {
      const answer = (request.response ?? {}) as Record<string, unknown>
      if (request.status < 300) resolve(answer as T)
      else reject(new Problem(request.status, String(answer.code ?? `http.${request.status}`), String(answer.detail ?? ''), answer))
    }
    request.send(JSON.stringify(body))
  })
}
