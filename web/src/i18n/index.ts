import { createI18n } from 'vue-i18n'
import type { Language } from '@/api/types'
import type { Catalogue } from './catalogue'
import { pluralRules } from './plurals'

export const languages: readonly Language[] = ['en', 'pl', 'sl']
export const languageNames: Record<Language, string> = { en: 'English', pl: 'Polski', sl: 'Slovenščina' }

const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = { en: () => import('./en'), pl: () => import('./pl'), sl: () => import('./sl') }

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: {} as Record<string, Catalogue>,
  pluralRules,
  missingWarn: false,
  fallbackWarn: false,
})

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language)
}

/** The language of an earlier visit, else the first one of the browser that we speak. */
export function rememberedLanguage(): Language {
  const kept = localStorage.getItem('centrala.language')
  if (isLanguage(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

export async function useLanguage(language: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(language)) i18n.global.setLocaleMessage(language, (await catalogues[language]()).default)
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStorage.setItem('centrala.language', language)
}
