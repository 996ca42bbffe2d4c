import { onUnmounted, ref, watch } from 'vue'
import { post, type MailboxCheck, Problem } from '@/api'
import { sentOutgoing, type Outgoing } from './outgoing'

/** Tries the outgoing server while its settings are typed: connect, encrypt, sign in. Only the newest try counts. */
export function useOutgoingCheck(outgoing: () => Outgoing, mailbox?: () => string | undefined) {
  const checks = ref<MailboxCheck[]>([])
  const running = ref(false)
  const failure = ref<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: AbortController | undefined

  async function run(): Promise<boolean> {
    clearTimeout(timer)
    newest?.abort()
    const typed = outgoing()
    if (!typed.on || !typed.host.trim() || !Number(typed.port)) {
      checks.value = []
      return false
    }
    const mine = (newest = new AbortController())
    running.value = true
    failure.value = undefined
    try {
      const answer = await post<{ checks: MailboxCheck[] }>('/mailboxes/check', { outgoing: sentOutgoing(typed), ...(mailbox?.() ? { mailbox: mailbox() } : {}) }, { signal: mine.signal })
      if (mine === newest) checks.value = answer.checks
    } catch (error) {
      if (mine === newest && !mine.signal.aborted) {
        checks.value = []
        failure.value = error instanceof Problem && error.code === 'validation.failed' ? undefined : error
      }
    } finally {
      if (mine === newest) running.value = false
    }
    return checks.value.length > 0 && checks.value.every((check) => check.ok)
  }

  /** Tries a little after the last key. */
  function runWhileTyping(): void {
    watch(outgoing, () => {
      clearTimeout(timer)
      newest?.abort()
      checks.value = []
      running.value = false
      timer = setTimeout(() => void run(), 900)
    }, { deep: true })
  }

  onUnmounted(() => {
    clearTimeout(timer)
    newest?.abort()
  })
  return { checks, running, failure, run, runWhileTyping }
}
