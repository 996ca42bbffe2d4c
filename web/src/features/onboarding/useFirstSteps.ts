import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FirstSteps } from '@/api'
import { open } from '@/app/actions'
import { useLastAction } from '@/app/lastAction'
import { useLive } from '@/app/live'
import { useSession } from '@/app/session'
import { useProblem, useToasts } from '@/ui'
import { key, onboarding } from './api'
import { within } from './steps'

/** The first steps that are within the rights of whoever asks. */
export function useFirstSteps() {
  const session = useSession()
  const query = useQuery({ queryKey: key, queryFn: onboarding.mine, staleTime: 300_000 })
  const steps = computed(() => within(query.data.value?.steps ?? [], session.may))
  const done = computed(() => steps.value.filter((step) => step.at).length)
  const hidden = computed(() => query.data.value?.hidden ?? false)
  /** Whether there is a reason to show them unasked. */
  const wanted = computed(() => steps.value.length > 0 && !hidden.value && done.value < steps.value.length)
  return { ...query, steps, done, hidden, wanted }
}

/** Hides them, with a way back; or shows them again. */
export function useHiding() {
  const cache = useQueryClient()
  const toasts = useToasts()
  const actions = useLastAction()
  const say = useProblem()
  const { t } = useI18n()

  async function put(hidden: boolean): Promise<boolean> {
    try {
      cache.setQueryData<FirstSteps>(key, await onboarding.hide(hidden))
      return true
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
      return false
    }
  }

  const show = () => put(false)

  async function hide(): Promise<void> {
    if (!(await put(true))) return
    const text = t('onboarding.hidden')
    toasts.show({ text, action: { label: t('app.action.undo'), shortcut: 'Z', run: actions.offer(text, async () => void (await show())) } })
  }

  return { hide, show }
}

/** Ticks while one works: what the server sees it says, what only the browser sees is said to it. Runs once. */
export function useTicking(): void {
  const cache = useQueryClient()
  const live = useLive()
  const session = useSession()
  const { steps } = useFirstSteps()

  async function took(step: 'palette' | 'keys'): Promise<void> {
    if (!session.agent || steps.value.some((one) => one.step === step && one.at)) return
    // A tick that is missed comes with the next time.
    const now = await onboarding.take(step).catch(() => null)
    if (now) cache.setQueryData<FirstSteps>(key, now)
  }

  watch(() => open.palette, (is) => (is ? void took('palette') : undefined))
  watch(() => open.keys, (is) => (is ? void took('keys') : undefined))
  onScopeDispose(live.listen((frame) => {
    if (frame.type === 'reset' || (frame.type === 'nudge' && frame.about === 'onboarding')) void cache.invalidateQueries({ queryKey: key })
  }))
}
