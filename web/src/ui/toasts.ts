import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Toast {
  id: number
  text: string
  tone?: 'bad'
  /** A thing to do about it, such as taking it back. */
  action?: { label: string; shortcut?: string; run: () => void }
  /** How long it stays, in milliseconds. */
  life: number
}

/** Short words at the foot of the page that leave by themselves. */
export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([])
  let last = 0

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  function show(toast: Omit<Toast, 'id' | 'life'> & { life?: number }): number {
    const id = ++last
    const life = toast.life ?? (toast.tone === 'bad' ? 8000 : 5000)
    toasts.value = [...toasts.value.slice(-2), { ...toast, id, life }]
    setTimeout(() => dismiss(id), life)
    return id
  }

  return { toasts, show, dismiss }
})
