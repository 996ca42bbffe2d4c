import { useI18n } from 'vue-i18n'

const known: [RegExp, string][] = [
  [/^is (missing|needed)$|^must not be (blank|empty|null)$/, 'missing'],
  [/(must have|has) (?<min>\d+) to (?<max>\d+) characters/, 'between'],
  [/must have at least (?<min>\d+) characters/, 'least'],
  [/(must have at most|has more than) (?<max>\d+) characters/, 'most'],
  [/(must be|is not) an e-mail address/, 'email'],
  [/must have no plus/, 'plus'],
  [/must be one line of visible characters/, 'line'],
  [/must be one of/, 'choice'],
  [/is too easy to guess/, 'easy'],
  [/is not your password/, 'own'],
  [/must name at least one permission/, 'some'],
  [/is a host name or an address/, 'host'],
  [/is between 1 and 65535/, 'port'],
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
