import { ref } from 'vue'
import type { UploadedAttachment } from '@/api'

export interface PickedFile { id: number; name: string; type: string; size: number; base64: string | null; failed: boolean }

/** What mail servers commonly take, before the third that encoding adds. */
export const mostBytes = 20 * 1024 * 1024

function read(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '')
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
}

/** Files that go out with the message: picked, dropped or pasted. */
export function useAttachments() {
  const files = ref<PickedFile[]>([])
  const tooMuch = ref(false)
  let last = 0
  const total = () => files.value.reduce((sum, file) => sum + file.size, 0)

  let reading: Promise<unknown> = Promise.resolve()

  async function add(picked: Iterable<File>): Promise<void> {
    tooMuch.value = false
    const reads = [...picked].map((file) => {
      if (total() + file.size > mostBytes) {
        tooMuch.value = true
        return
      }
      const id = ++last
      files.value = [...files.value, { id, name: file.name || 'image.png', type: file.type || 'application/octet-stream', size: file.size, base64: null, failed: false }]
      return read(file).catch(() => null).then((base64) => {
        files.value = files.value.map((one) => (one.id === id ? { ...one, base64, failed: base64 === null } : one))
      })
    })
    reading = Promise.all([reading, ...reads])
    await reading
  }

  function drop(id: number): void {
    files.value = files.value.filter((file) => file.id !== id)
    tooMuch.value = false
  }

  function take(): PickedFile[] {
    const taken = files.value
    files.value = []
    tooMuch.value = false
    return taken
  }

  const put = (back: PickedFile[]) => (files.value = back)
  /** When every file picked so far has been read, or could not be. */
  const settled = () => reading
  const uploads = (): UploadedAttachment[] => files.value.flatMap((file) => (file.base64 === null ? [] : [{ fileName: file.name, contentType: file.type, base64: file.base64 }]))

  return { files, tooMuch, add, drop, take, put, settled, uploads }
}
