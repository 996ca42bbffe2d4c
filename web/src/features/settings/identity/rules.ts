import type { IdentityProviderSettings, Role } from '@/api'

type Rule = NonNullable<IdentityProviderSettings['rules']>[number]

/** A rule as it stands in the form: an empty role leaves the one that somebody has. */
export interface TypedRule { value: string; role: string; teams: string[] }

export const typed = (rules: Rule[]): TypedRule[] => rules.map((rule) => ({ value: rule.value ?? '', role: rule.role ?? '', teams: rule.teams ?? [] }))

export const sent = (rules: TypedRule[]): Rule[] => rules
  .filter((rule) => rule.value.trim())
  .map((rule) => ({ value: rule.value.trim(), role: (rule.role || undefined) as Role | undefined, teams: rule.teams }))

/** Words that people separate by commas, spaces or lines. */
export const words = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)
