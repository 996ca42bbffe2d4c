import { createI18n } from 'vue-i18n'
import type { Language } from '@/api/types'
import { pluralRules } from './plurals'

/** A feature's words in one language: a tree whose root is put under the feature's name. */
export interface Catalogue { [key: string]: string | Catalogue }

export const languages: readonly Language[] = ['en', 'pl', 'sl']
export const languageNames: Record<Language, string> = { en: 'English', pl: 'Polski', sl: 'Slovenščina' }

const catalogues = import.meta.glob<{ default: Catalogue }>(['../features/*/i18n/*.ts', '../app/i18n/*.ts'])

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

async function load(language: Language): Promise<Catalogue> {
  const files = Object.entries(catalogues).filter(([path]) => path.endsWith(`/${language}.ts`))
  const parts = await Promise.all(files.map(async ([path, read]) => [path.split('/').at(-3) ?? '', (await read()).default] as const))
  return Object.fromEntries(parts)
}

export async function useLanguage(language: Language): Promise<void> {
  if (!i18n.global.availableLocales.includes(language)) i18n.global.setLocaleMessage(language, await load(language))
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStorage.setItem('centrala.language', language)
}
