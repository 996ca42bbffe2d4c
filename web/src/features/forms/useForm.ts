import { computed, nextTick, reactive, ref, watch } from 'vue'
import { Problem } from '@/api'
import { useProblem } from '@/ui'
import { useFieldWords } from './useFieldWords'

/** Per field, by the server's name of it: what is wrong with the values, in the agent's words; nothing when all is well. */
export type Rules<T> = Record<string, (values: T) => string | undefined>

/**
 * What is typed, what is wrong with it and whether it differs from what is kept. A refusal never loses what was typed.
 * `codes` names the field that a problem's code is about, such as an address that is taken.
 */
export function useForm<T extends object>(initial: () => T, rules: Rules<T>, codes: Record<string, string> = {}) {
  const values = reactive(initial()) as T
  const errors = ref<Record<string, string | undefined>>({})
  const problem = ref('')
  const busy = ref(false)
  const kept = ref(JSON.stringify(values))
  const dirty = computed(() => JSON.stringify(values) !== kept.value)
  const say = useProblem()
  const words = useFieldWords()

  watch(values, () => {
    const left = Object.keys(errors.value).filter((field) => rules[field]?.(values))
    errors.value = Object.fromEntries(left.map((field) => [field, rules[field]?.(values)]))
    problem.value = ''
  })

  function reset(): void {
    Object.assign(values, initial())
    kept.value = JSON.stringify(values)
    errors.value = {}
    problem.value = ''
  }

  function check(): boolean {
    const found = Object.entries(rules).map(([field, rule]) => [field, rule(values)] as const).filter(([, error]) => error)
    errors.value = Object.fromEntries(found)
    if (found.length) void focusFirst()
    return found.length === 0
  }

  async function focusFirst(): Promise<void> {
    await nextTick()
    document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()
  }

  /** Puts a failure where it belongs: beside its fields, or above the buttons. */
  function refuse(error: unknown): void {
    const about = error instanceof Problem ? codes[error.code] : undefined
    if (about) {
      errors.value = { [about]: say(error) }
      problem.value = ''
      return void focusFirst()
    }
    const fields = error instanceof Problem ? error.fields : []
    errors.value = Object.fromEntries(fields.filter(({ field }) => field in rules).map(({ field, message }) => [field, words(message)]))
    const elsewhere = fields.filter(({ field }) => !(field in rules)).map(({ field, message }) => `${field}: ${words(message)}`)
    problem.value = fields.length ? elsewhere.join('. ') : say(error)
    void focusFirst()
  }

  async function submit(send: (values: T) => Promise<unknown>): Promise<boolean> {
    if (busy.value || !check()) return false
    busy.value = true
    problem.value = ''
    try {
      await send(values)
      kept.value = JSON.stringify(values)
      return true
    } catch (error) {
      refuse(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return { values, errors, problem, busy, dirty, reset, check, refuse, submit }
}
