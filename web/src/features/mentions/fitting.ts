import type { Id, Mentionable } from '@/api'

export interface Named { kind: 'agent' | 'team'; id: Id; name: string }

const fold = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/gi, 'l').toLowerCase()

/** Those of whose name a word begins with what is typed, people before teams. */
export function fitting(all: Mentionable, typed: string): Named[] {
  const wanted = fold(typed)
  const fits = (name: string) => fold(name).split(/[\s.-]+/).some((word) => word.startsWith(wanted)) || fold(name).startsWith(wanted)
  return [
    ...all.agents.map((one) => ({ kind: 'agent' as const, ...one })),
    ...all.teams.map((one) => ({ kind: 'team' as const, ...one })),
  ].filter((one) => fits(one.name))
}
