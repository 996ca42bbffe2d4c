import { useI18n } from 'vue-i18n'

export const minimumPassword = 10

/** The checks that need no server, in the agent's words. */
export function useRules() {
  const { t } = useI18n()
  const required = (value: string) => (value.trim() ? undefined : t('forms.field.missing'))
  const email = (value: string) => required(value) ?? (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? undefined : t('forms.field.email'))
  const password = (value: string) => required(value) ?? ([...value].length < minimumPassword ? t('forms.field.least', { min: minimumPassword }) : undefined)
  const port = (value: number | string) => (Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= 65_535 ? undefined : t('forms.field.port'))
  const fine = () => undefined
  return { required, email, password, port, fine }
}
