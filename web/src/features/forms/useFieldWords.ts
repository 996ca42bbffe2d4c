import { useI18n } from 'vue-i18n'

const known: [RegExp, string][] = [
  [/^is missing$|^must not be (blank|empty|null)$/, 'missing'],
  [/must have (?<min>\d+) to (?<max>\d+) characters/, 'between'],
  [/must have at least (?<min>\d+) characters/, 'least'],
  [/must have at most (?<max>\d+) characters/, 'most'],
  [/must be an e-mail address/, 'email'],
  [/must be one line of visible characters/, 'line'],
  [/must be one of/, 'choice'],
  [/is too easy to guess/, 'easy'],
  [/is not your password/, 'own'],
  [/must name at least one permission/, 'some'],
]

/** Says in the agent's language what the server found wrong with a field; a sentence we do not know stays as it came. */
export function useFieldWords() {
  const { t } = useI18n()
  return (message: string): string => {
    for (const [pattern, key] of known) {
      const found = pattern.exec(message)
      if (found) return t(`forms.field.${key}`, found.groups ?? {})
    }
    return message.charAt(0).toUpperCase() + message.slice(1)
  }
}
