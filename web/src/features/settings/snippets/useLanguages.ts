import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** The languages that customers of a shop in Europe write in, named in the reader's own. */
const codes = 'en pl sl de cs sk hr sr bs hu it fr es pt nl da sv no fi et lv lt ro bg el uk ru tr'.split(' ')

export function useLanguages() {
  const { locale } = useI18n()
  const names = computed(() => new Intl.DisplayNames([locale.value], { type: 'language' }))
  const languageName = (code: string): string => names.value.of(code) ?? code
  const languages = computed(() => codes.map((value) => ({ value, label: languageName(value) })).sort((a, b) => a.label.localeCompare(b.label, locale.value)))
  return { languages, languageName }
}
