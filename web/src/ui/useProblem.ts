import { useI18n } from 'vue-i18n'
import { Problem, type MissingValue } from '@/api'

/** Puts a failure into the agent's words: ours for a known code, else the server's own sentence. */
export function useProblem() {
  const { t, te } = useI18n()
  return (error: unknown): string => {
    if (!(error instanceof Problem)) return t('app.error.unknown')
    const missing = error.body.missing as MissingValue[] | undefined
    if (missing?.length) return t('fields.incomplete', { names: missing.map((one) => (one.kind === 'reason' ? t('fields.reason') : one.name)).join(', ') })
    const key = `app.problem.${error.code.replace('.', '_')}`
    if (te(key)) return t(key, error.body)
    return error.detail || t('app.error.unknown')
  }
}
