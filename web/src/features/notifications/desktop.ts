import { ref } from 'vue'

const supported = 'Notification' in window
const later = 'centrala.notifications.later'

/** Whether to ask for desktop notifications: never before an agent has been at work, never again after “not now”. */
export const asking = ref(false)

export function askSoon(): void {
  if (supported && Notification.permission === 'default' && !localStorage.getItem(later)) asking.value = true
}

export async function allow(): Promise<void> {
  asking.value = false
  await Notification.requestPermission()
}

export function notNow(): void {
  asking.value = false
  localStorage.setItem(later, new Date().toISOString())
}

export function mayNotify(): boolean {
  return supported && Notification.permission === 'granted' && document.visibilityState === 'hidden'
}

export function notify(tag: string, title: string, body: string, open: () => void): void {
  const shown = new Notification(title, { body, tag, icon: '/logo-mark.svg' })
  shown.onclick = () => {
    window.focus()
    open()
    shown.close()
  }
}
