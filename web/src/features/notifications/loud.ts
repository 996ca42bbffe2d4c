import type { Id, NotificationGroup, NotificationPreferences } from '@/api'

/** What is to be shown over other programs, and whether something is to be heard. */
export interface Loud { shown: { group: NotificationGroup; index: number }[]; heard: boolean }

/** Of what has come after a notification, what its reader wants to notice; nothing while they want quiet. */
export function loud(groups: NotificationGroup[], after: Id, wanted: NotificationPreferences, quiet: boolean): Loud {
  const fresh = groups.flatMap((group) => group.newest.flatMap((one, index) => (one.id > after && !one.read ? [{ group, index, kind: one.kind }] : [])))
  if (quiet) return { shown: [], heard: false }
  const shown = fresh.filter((one, at) => wanted.desktop.includes(one.kind) && fresh.findIndex((other) => other.group === one.group && wanted.desktop.includes(other.kind)) === at)
  const heard = fresh.some((one) => wanted.sound.includes(one.kind) && (!wanted.soundMine || one.group.conversation.mine || one.kind === 'mention' || one.kind === 'assigned'))
  return { shown: shown.map(({ group, index }) => ({ group, index })), heard }
}

/** The newest id of what is shown; ids grow with time. */
export const newestOf = (groups: NotificationGroup[]): Id => groups.flatMap((group) => group.newest.map((one) => one.id)).toSorted().at(-1) ?? ''
