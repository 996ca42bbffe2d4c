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
  const form = useForm(() => ({ email: knownEmail, password: '' }), { email: (values) => email(values.email), password: (values) => required(values.password) })
  const { left, clock, start } = useCountdown()
  const wrong = ref(false)
  const trouble = computed(() => {
    if (left.value) return t('session.throttled', { clock: clock.value })
    return wrong.value ? t('session.wrong') : form.problem.value
  })

  async function ask(values: { email: string; password: string }): Promise<void> {
    wrong.value = false
    try {
      await session.become(await post<Me>('/session', { email: values.email.trim(), password: values.password }))
    } catch (error) {
      if (error instanceof Problem && error.status === 429) start(error.retryAfter || 60)
      else if (error instanceof Problem && error.code === 'session.wrong_credentials') wrong.value = true
      else throw error
      form.values.password = ''
      throw new Problem(0, 'quiet', ' ')
    }
  }

  async function signIn(): Promise<boolean> {
    if (left.value) return false
    return form.submit(ask)
  }

  return { ...form, trouble, left, signIn }
}
