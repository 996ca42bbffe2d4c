import { onUnmounted, ref, watch } from 'vue'
import { post, type MailboxCheck, Problem } from '@/api'

/** Tries a server while its settings are typed, step by step; nothing to try gives no steps. Only the newest try counts. */
export function useServerCheck(body: () => object | undefined, mailbox?: () => string | undefined) {
  const checks = ref<MailboxCheck[]>([])
  const running = ref(false)
  const failure = ref<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: AbortController | undefined

  async function run(): Promise<boolean> {
    clearTimeout(timer)
    newest?.abort()
    const sent = body()
    if (!sent) {
      checks.value = []
      return false
    }
    const mine = (newest = new AbortController())
    running.value = true
    failure.value = undefined
    try {
      const answer = await post<{ checks: MailboxCheck[] }>('/mailboxes/check', { ...sent, ...(mailbox?.() ? { mailbox: mailbox() } : {}) }, { signal: mine.signal })
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
    watch(body, () => {
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
