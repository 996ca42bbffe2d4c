import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { post, Problem, type Me } from '@/api'
import { useSession } from '@/app/session'
import { useCountdown, useForm, useRules } from '@/features/forms'

/** E-mail and password; after too many tries it waits as long as the server says and counts the seconds. */
export function useSignIn(knownEmail = '') {
  const { t } = useI18n()
  const session = useSession()
  const { required, email } = useRules()
  /** The password was right; the code of the second factor is asked for. */
  const coding = ref(false)
  const form = useForm(() => ({ email: knownEmail, password: '', code: '' }), { email: (values) => email(values.email), password: (values) => required(values.password), code: (values) => (coding.value ? required(values.code) : undefined) })
  const { left, clock, start } = useCountdown()
  const wrong = ref(false)
  const signedIn = ref(false)
  const wrongCode = ref(false)
  const trouble = computed(() => {
    if (left.value) return t('session.throttled', { clock: clock.value })
    if (wrongCode.value) return t('session.code.wrong')
    return wrong.value ? t('session.wrong') : form.problem.value
  })

  function startAnew(): void {
    coding.value = false
    form.values.password = ''
    form.values.code = ''
  }

  async function ask(values: { email: string; password: string; code: string }): Promise<void> {
    wrong.value = false
    wrongCode.value = false
    try {
      signedIn.value = false
      await session.become(await post<Me>('/session', { email: values.email.trim(), password: values.password, ...(coding.value ? { code: values.code } : {}) }))
      signedIn.value = true
    } catch (error) {
      if (error instanceof Problem && error.status === 429) start(error.retryAfter || 60)
      else if (error instanceof Problem && error.code === 'session.code_needed') return void (coding.value = true)
      else if (error instanceof Problem && error.code === 'session.wrong_code') wrongCode.value = true
      else if (error instanceof Problem && error.code === 'session.wrong_credentials') wrong.value = true
      else throw error
      if (wrongCode.value) form.values.code = ''
      else startAnew()
      throw new Problem(0, 'quiet', ' ')
    }
  }

  async function signIn(): Promise<boolean> {
    if (left.value) return false
    return (await form.submit(ask)) && signedIn.value
  }

  return { ...form, trouble, left, coding, signIn, startAnew }
}
