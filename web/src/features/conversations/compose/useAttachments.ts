import { computed, ref } from 'vue'
import type { Attachment, Id } from '@/api'

/** A file in the box: on its way to the draft, there, or refused. */
export interface PickedFile { key: number; name: string; type: string; size: number; share: number; kept: Attachment | null; failed: boolean }

/** Where the files of a draft are kept. */
export interface FileStore {
  add: (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<Attachment>
  remove: (file: Id) => Promise<unknown>
}

/** What mail servers commonly take, before the third that encoding adds. */
export const mostBytes = 20 * 1024 * 1024

/** Files that go out with the message: picked, dropped or pasted, and kept with the draft at once. */
export function useAttachments(store: FileStore) {
  const files = ref<PickedFile[]>([])
  const tooMuch = ref(false)
  const stops = new Map<number, AbortController>()
  let last = 0
  let uploading: Promise<unknown> = Promise.resolve()
  const total = () => files.value.reduce((sum, file) => sum + file.size, 0)
  const update = (key: number, part: Partial<PickedFile>) => (files.value = files.value.map((one) => (one.key === key ? { ...one, ...part } : one)))

  async function keep(key: number, file: File): Promise<void> {
    const stop = new AbortController()
    stops.set(key, stop)
    try {
      update(key, { kept: await store.add(file, (share) => update(key, { share }), stop.signal), share: 1 })
    } catch {
      update(key, { failed: true })
    } finally {
      stops.delete(key)
    }
  }

  async function add(picked: Iterable<File>): Promise<void> {
    tooMuch.value = false
    const ways = [...picked].map((file) => {
      if (total() + file.size > mostBytes) {
        tooMuch.value = true
        return undefined
      }
      const key = ++last
      const name = file.name || 'image.png'
      files.value = [...files.value, { key, name, type: file.type, size: file.size, share: 0, kept: null, failed: false }]
      return keep(key, file.name ? file : new File([file], name, { type: file.type }))
    })
    uploading = Promise.all([uploading, ...ways])
    await uploading
  }

  /** Takes a file out of the box, and out of the draft when it is there. */
  function drop(key: number): void {
    const gone = files.value.find((file) => file.key === key)
    files.value = files.value.filter((file) => file.key !== key)
    tooMuch.value = false
    stops.get(key)?.abort()
    if (gone?.kept) void store.remove(gone.kept.id).catch(() => undefined)
  }

  /** Empties the box after sending: the message has taken the files. */
  function clear(): void {
    files.value = []
    tooMuch.value = false
  }

  /** Shows what the draft holds already. */
  function put(kept: Attachment[]): void {
    const known = new Set(files.value.map((file) => file.kept?.id))
    const more = kept.filter((file) => !known.has(file.id)).map((file) => ({ key: ++last, name: file.fileName, type: file.contentType, size: file.size, share: 1, kept: file, failed: false }))
    files.value = [...more, ...files.value]
  }

  /** When every file picked so far is kept, or could not be. */
  const settled = () => uploading
  const ids = computed<Id[]>(() => files.value.flatMap((file) => (file.kept ? [file.kept.id] : [])))
  const failed = computed(() => files.value.some((file) => file.failed))

  return { files, tooMuch, failed, ids, add, drop, clear, put, settled }
}
