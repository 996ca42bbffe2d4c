import { computed, ref } from 'vue'
import type { Attachment, Id } from '@/api'

/** A file in the box: on its way to the draft, there, or refused. */
export interface PickedFile { key: number; name: string; type: string; size: number; share: number; kept: Attachment | null; failed: boolean; inline: boolean }

/** Where the files of a draft are kept. */
export interface FileStore {
  add: (file: File, contentId: string | undefined, onProgress: (share: number) => void, signal: AbortSignal) => Promise<Attachment>
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

  async function keep(key: number, file: File, contentId?: string): Promise<Attachment | null> {
    const stop = new AbortController()
    stops.set(key, stop)
    try {
      const kept = await store.add(file, contentId, (share) => update(key, { share }), stop.signal)
      update(key, { kept, share: 1 })
      return kept
    } catch {
      update(key, { failed: true })
      return null
    } finally {
      stops.delete(key)
    }
  }

  async function take(file: File, contentId?: string): Promise<Attachment | null> {
    if (total() + file.size > mostBytes) {
      tooMuch.value = true
      return null
    }
    const key = ++last
    const name = file.name || 'image.png'
    files.value = [...files.value, { key, name, type: file.type, size: file.size, share: 0, kept: null, failed: false, inline: Boolean(contentId) }]
    return keep(key, file.name ? file : new File([file], name, { type: file.type }), contentId)
  }

  async function add(picked: Iterable<File>): Promise<void> {
    tooMuch.value = false
    uploading = Promise.all([uploading, ...[...picked].map((file) => take(file))])
    await uploading
  }

  /** A picture that stands between the words: kept like any file, and named by the HTML. */
  function addPicture(file: File): Promise<Attachment | null> {
    tooMuch.value = false
    const way = take(file, `${crypto.randomUUID()}@inline`)
    uploading = Promise.all([uploading, way])
    return way
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
    const more = kept.filter((file) => !known.has(file.id)).map((file) => ({ key: ++last, name: file.fileName, type: file.contentType, size: file.size, share: 1, kept: file, failed: false, inline: Boolean(file.contentId) }))
    files.value = [...more, ...files.value]
  }

  /** When every file picked so far is kept, or could not be. */
  const settled = () => uploading
  const kept = computed(() => files.value.flatMap((file) => (file.kept ? [file.kept] : [])))
  /** What goes along: every attached file, and the pictures that still stand in the text. */
  const ids = (html: string): Id[] => kept.value.filter((file) => !file.contentId || html.includes(`cid:${file.contentId}`)).map((file) => file.id)
  const attached = computed(() => files.value.filter((file) => !file.inline || file.failed))
  const failed = computed(() => files.value.some((file) => file.failed))

  return { files, attached, kept, tooMuch, failed, ids, add, addPicture, drop, clear, put, settled }
}
