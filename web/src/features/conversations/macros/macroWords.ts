import { useI18n } from 'vue-i18n'
import type { Conversation, Macro } from '@/api'
import { usePeople } from '@/app/people'

/** What a macro would change about a conversation, in words; what is so already is left out. */
export function useMacroWords() {
  const { t } = useI18n()
  const { agentName, teamName } = usePeople()

  function assignee(actions: Macro['actions']): string {
    if (actions.assignee === 'me') return t('conversations.macro.toMe')
    if (actions.assignee === 'none') return t('conversations.macro.toNobody')
    return t('conversations.macro.to', { name: agentName(actions.assignee) ?? t('conversations.macro.gone') })
  }

  return (actions: Macro['actions'], now?: Conversation): string[] => {
    const adds = (actions.addTags ?? []).filter((tag) => !now?.tags.includes(tag))
    const removes = (actions.removeTags ?? []).filter((tag) => !now || now.tags.includes(tag))
    return [
      ...(actions.status && actions.status !== now?.status ? [t('conversations.macro.status', { status: t(`conversations.status.${actions.status}`) })] : []),
      ...(actions.priority && actions.priority !== now?.priority ? [t('conversations.macro.priority', { priority: t(`conversations.priority.${actions.priority}`) })] : []),
      ...(actions.assignTeam && actions.assignTeam !== now?.team ? [t('conversations.macro.toTeam', { name: teamName(actions.assignTeam) ?? t('conversations.macro.gone') })] : []),
      ...(actions.assignee ? [assignee(actions)] : []),
      ...(actions.snoozeHours ? [t('snooze.hours', actions.snoozeHours)] : []),
      ...(adds.length ? [t('conversations.macro.tags', { tags: adds.join(', ') })] : []),
      ...(removes.length ? [t('conversations.macro.noTags', { tags: removes.join(', ') })] : []),
    ]
  }
}
