import type { FirstStep, FirstSteps, Permission } from '@/api'
import type { IconName } from '@/design/icons'

type Taken = FirstSteps['steps'][number]

/** How a step looks, what it asks for, how long it takes and where it is tried. */
interface Look { icon: IconName; minutes: number; key?: string; permission?: Permission; to?: string }

export const looks: Record<FirstStep, Look> = {
  profile: { icon: 'settings-2', minutes: 2, to: '/settings/profile' },
  take: { icon: 'user-round-check', minutes: 1, key: 'shift+a', permission: 'conversation.update', to: '/inbox/unassigned' },
  reply: { icon: 'reply', minutes: 2, key: 'r', permission: 'conversation.reply', to: '/inbox/mine' },
  note: { icon: 'sticky-note', minutes: 1, key: 'n', permission: 'conversation.note', to: '/inbox/mine' },
  snooze: { icon: 'alarm-clock', minutes: 1, key: 's', permission: 'conversation.update', to: '/inbox/mine' },
  solve: { icon: 'check', minutes: 1, key: 'e', permission: 'conversation.update', to: '/inbox/mine' },
  palette: { icon: 'search', minutes: 1, key: 'mod+k' },
  keys: { icon: 'keyboard', minutes: 1, key: '?' },
}

/** Nobody is asked for what they may not do. */
export const within = (steps: Taken[], may: (permission: Permission) => boolean): Taken[] =>
  steps.filter(({ step }) => {
    const needed = looks[step].permission
    return !needed || may(needed)
  })

/** The minutes that what is still to be done takes. */
export const minutesLeft = (steps: Taken[]): number => steps.filter((step) => !step.at).reduce((sum, { step }) => sum + looks[step].minutes, 0)
