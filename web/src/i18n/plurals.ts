import type { Language } from '@/api/types'

/** Which of the forms, divided by `|` in a message, a number takes. */
type PluralRule = (count: number) => number

const polish: PluralRule = (count) => {
  if (count === 1) return 0
  const ten = count % 10
  const hundred = count % 100
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 1 : 2
}

const slovene: PluralRule = (count) => {
  const hundred = count % 100
  if (hundred === 1) return 0
  if (hundred === 2) return 1
  return hundred === 3 || hundred === 4 ? 2 : 3
}

/** English `one | other`, Polish `one | few | many`, Slovene `one | two | few | other`. */
export const pluralRules: Record<Language, PluralRule> = {
  en: (count) => (count === 1 ? 0 : 1),
  pl: polish,
  sl: slovene,
}

export const pluralForms: Record<Language, number> = { en: 2, pl: 3, sl: 4 }
