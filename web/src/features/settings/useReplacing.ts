import { ref } from 'vue'
import { call, post, Problem, type Id } from '@/api'

/** Keeps a thing unless somebody else has changed it since it was opened; after being told so, the next time replaces what they wrote. */
export function useReplacing<T extends { id: Id; sequence: number }>(path: string, opened: () => T | undefined, words: () => string) {
  const replaces = ref(false)

  async function send(wanted: unknown): Promise<T> {
    const before = opened()
    if (!before) return post<T>(path, wanted)
    try {
      const { data } = await call<T>('PUT', `${path}/${before.id}`, { body: wanted, headers: replaces.value ? {} : { 'If-Match': `"${before.sequence}"` } })
      replaces.value = false
      return data
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error
      replaces.value = true
      throw new Problem(412, 'replaced', words())
    }
  }

  return { send }
}
