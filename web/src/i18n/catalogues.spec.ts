import { describe, expect, it } from 'vitest'
import { baseCompile } from '@intlify/message-compiler'
import type { Catalogue } from './catalogue'
import { pluralForms } from './plurals'

const files = import.meta.glob<{ default: Catalogue }>(['../features/*/i18n/*.ts', '../app/i18n/*.ts'], { eager: true })
const sources = import.meta.glob<string>(['../**/*.{ts,vue}', '!../**/*.spec.ts', '!../**/i18n/*.ts'], { eager: true, query: '?raw', import: 'default' })

function flatten(catalogue: Catalogue, prefix: string): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) => (typeof value === 'string' ? [[`${prefix}.${key}`, value] as [string, string]] : flatten(value, `${prefix}.${key}`)))
}

function words(language: 'en' | 'pl' | 'sl'): Map<string, string> {
  return new Map(Object.entries(files).filter(([path]) => path.endsWith(`/${language}.ts`)).flatMap(([path, file]) => flatten(file.default, path.split('/').at(-3) ?? '')))
}

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()

describe('the catalogues', () => {
  const english = words('en')

  it.each(['pl', 'sl'] as const)('have every key in %s', (language) => {
    expect([...words(language).keys()].sort()).toEqual([...english.keys()].sort())
  })

  it.each(['en', 'pl', 'sl'] as const)('compile in %s, with all plural forms and the same variables', (language) => {
    for (const [key, text] of words(language)) {
      const problems: string[] = []
      baseCompile(text, { onError: (error) => problems.push(error.message) })
      expect(problems, `${language} ${key}`).toEqual([])
      expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(english.get(key) ?? ''))
      const forms = text.split(' | ').length
      if (forms > 1 || (english.get(key) ?? '').includes(' | ')) expect(forms, `${language} ${key}`).toBe(pluralForms[language])
    }
  })

  it('hold every key that the code names', () => {
    const named = Object.entries(sources).flatMap(([path, source]) => [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => `${match[1]} ← ${path}`))
    expect(named.filter((line) => !english.has(line.split(' ← ')[0] ?? ''))).toEqual([])
  })
})
