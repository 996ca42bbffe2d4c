import { useI18n } from 'vue-i18n'
import type { LogEvent } from '@/api'
import { usePeople } from '@/app/people'
import { useSession } from '@/app/session'
import { pathOf, useFields, useReasonTrees } from '@/features/fields'
import { useFormat } from '@/i18n/format'

type Change = { old: unknown; now: unknown }

/** A change as a sentence: who did what. */
export function useEventWords() {
  const { t } = useI18n()
  const { list, moment } = useFormat()
  const { agentName, teamName, inboxName } = usePeople()
  const session = useSession()
  const { fields } = useFields('conversation')
  const { trees } = useReasonTrees()
  const fieldName = (key: string) => fields.value.find((one) => one.key === key)?.name ?? key
  const reasonName = (key: string) => {
    const tree = trees.value.find(({ reasons }) => reasons.some((one) => one.key === key))
    return tree ? pathOf(tree.reasons, key) : key
  }

  function who(event: LogEvent): string {
    if (event.actor.kind === 'agent') return agentName(event.actor.id) ?? t('conversations.actor.agent')
    return t(`conversations.actor.${event.actor.kind}`)
  }

  function tags(change: Change): string[] {
    const before = Array.isArray(change.old) ? (change.old as string[]) : []
    const after = Array.isArray(change.now) ? (change.now as string[]) : []
    const added = after.filter((tag) => !before.includes(tag))
    const gone = before.filter((tag) => !after.includes(tag))
    return [
      ...(added.length ? [t('conversations.event.tagged', { tags: added.join(', ') })] : []),
      ...(gone.length ? [t('conversations.event.untagged', { tags: gone.join(', ') })] : []),
    ]
  }

  function followed(change: Change, event: LogEvent): string {
    const agent = (change.now ?? change.old) as string | null
    const self = agent === event.actor.id
    const name = agent === session.agent?.id ? (session.agent?.name ?? '') : (agentName(agent) ?? '')
    if (change.now) return self ? t('follow.event.follows') : t('follow.event.added', { name })
    return self ? t('follow.event.leaves') : t('follow.event.removed', { name })
  }

  function say(field: string, change: Change, event: LogEvent): string[] {
    const value = typeof change.now === 'string' ? change.now : null
    switch (field) {
      case 'status': return [t('conversations.event.status', { name: t(`conversations.status.${value}`) })]
      case 'priority': return [t('conversations.event.priority', { name: t(`conversations.priority.${value}`) })]
      case 'assignee':
        if (!value) return [t('conversations.event.unassigned')]
        if (value === event.actor.id) return [t('conversations.event.took')]
        return [t('conversations.event.assigned', { name: value === session.agent?.id ? (session.agent?.name ?? '') : (agentName(value) ?? '') })]
      case 'team': return [value ? t('conversations.event.team', { name: teamName(value) ?? '' }) : t('conversations.event.noTeam')]
      case 'inbox': return [t('conversations.event.inbox', { name: inboxName(value) ?? '' })]
      case 'subject': return [t('conversations.event.subject')]
      case 'tags': return tags(change)
      case 'spam': return [change.now === true ? t('conversations.event.spam') : t('conversations.event.notSpam')]
      case 'hint': return [value === 'accepted' ? t('conversations.event.hintAccepted') : t('conversations.event.hintDismissed')]
      case 'customer': return [t('conversations.event.customer')]
      case 'merged': return [change.now === null ? t('conversations.event.unmerged', { number: Number(change.old) }) : t('conversations.event.merged', { number: Number(change.now) })]
      case 'skipped': return [t('play.event', { reason: t(`play.reason.${value}`) })]
      case 'review': return [t(`reviews.event.${value}`)]
      case 'sideAsked': return [t('sides.event.asked', { number: Number(change.now) })]
      case 'sideAnswered': return [t('sides.event.answered', { number: Number(change.now) })]
      case 'split': return [t('conversations.event.split', { n: Number(event.changes.splitMessages?.now), number: Number(change.now) }, Number(event.changes.splitMessages?.now))]
      case 'link': return [value ? t('conversations.event.linked', { kind: t(`conversations.bond.kind.${value}`) }) : t('conversations.event.unlinked', { kind: t(`conversations.bond.kind.${String(change.old)}`) })]
      case 'follower': return [followed(change, event)]
      case 'snoozedUntil':
        if (value) return [t('snooze.event.until', { at: moment(value) })]
        return [event.kind === 'conversation.changed' ? t('snooze.event.ended') : t('snooze.event.woken')]
      case 'redacted': return [t('conversations.event.redacted')]
      case 'redactedFiles': return [t('conversations.event.redactedFiles', Number(change.now))]
      case 'reason': return [value ? t('fields.event.reason', { name: reasonName(value) }) : t('fields.event.noReason')]
      case 'complexity': return [value ? t('fields.event.complexity', { name: t(`fields.levels.${value}`) }) : t('fields.event.noComplexity')]
      default: return field.startsWith('fields.') ? [t('fields.event.field', { name: fieldName(field.slice('fields.'.length)) })] : []
    }
  }

  return (event: LogEvent): string => `${who(event)}: ${list(Object.entries(event.changes).flatMap(([field, change]) => say(field, change, event)))}`
}
