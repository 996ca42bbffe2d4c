import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Theme } from '@/api'
import { languageNames, languages } from '@/i18n'
import { open, useActions, type Action } from './actions'
import { useLastAction } from './lastAction'
import { useSession } from './session'
import { theme } from './theme'

const commands = import.meta.glob<{ useCommands: () => () => Action[] }>('../features/*/commands.ts', { eager: true })
const themes: Theme[] = ['light', 'dark', 'auto']

/** What can be done from everywhere; features add their own with a `commands.ts`. */
export function useAppActions(): void {
  const { t, locale } = useI18n()
  const router = useRouter()
  const session = useSession()
  const actions = useLastAction()
  const to = (path: string) => () => void router.push(path)

  useActions(() => [
    { id: 'palette', group: 'go', icon: 'search', keys: 'mod+k', keyOnly: true, label: () => t('search.go.palette'), hint: () => t('search.bar.commands'), run: () => (open.palette = true) },
    { id: 'inbox', group: 'go', icon: 'inbox', keys: 'g i', label: () => t('search.go.inbox'), run: to('/inbox') },
    { id: 'mine', group: 'go', icon: 'inbox', label: () => t('search.go.mine'), run: to('/inbox/mine') },
    { id: 'junk', group: 'go', icon: 'trash-2', keys: 'g j', label: () => t('conversations.view.junk'), run: to('/inbox/junk') },
    { id: 'snoozed', group: 'go', icon: 'alarm-clock', keys: 'g s', label: () => t('conversations.view.snoozed'), run: to('/inbox/snoozed') },
    { id: 'untouched', group: 'go', icon: 'clock', keys: 'g u', label: () => t('conversations.view.untouched'), run: to('/inbox/untouched') },
    { id: 'followed', group: 'go', icon: 'bell', keys: 'g f', label: () => t('conversations.view.followed'), run: to('/inbox/followed') },
    { id: 'unassigned', group: 'go', icon: 'inbox', label: () => t('search.go.unassigned'), run: to('/inbox/unassigned') },
    { id: 'search', group: 'go', icon: 'search', keys: '/', label: () => t('search.go.search'), run: to('/search') },
    ...(session.may('conversation.reply') ? [{ id: 'compose', group: 'go', icon: 'square-pen', keys: 'c', label: () => t('search.go.compose'), run: () => (open.compose = true) } as const] : []),
    ...themes.filter((one) => one !== theme.value).map((one) => ({ id: `theme.${one}`, group: 'look' as const, icon: 'sun-moon' as const, label: () => t(`search.go.${one}`), run: () => void session.change({ theme: one }) })),
    ...languages.filter((one) => one !== locale.value).map((one) => ({ id: `language.${one}`, group: 'look' as const, icon: 'languages' as const, label: () => languageNames[one], run: () => void session.change({ language: one }) })),
    ...(actions.last ? [{ id: 'undoLast', group: 'go' as const, icon: 'undo-2' as const, keys: 'z', label: () => t('app.action.undoOne', { what: actions.last?.label ?? '' }), run: () => void actions.last?.undo() }] : []),
    { id: 'keys', group: 'look', icon: 'circle-help', keys: '?', label: () => t('search.go.keys'), hint: () => t('search.bar.keys'), run: () => (open.keys = true) },
    { id: 'signOut', group: 'look', icon: 'arrow-right', label: () => t('search.go.signOut'), run: () => void session.signOut() },
  ])
  for (const feature of Object.values(commands)) useActions(feature.useCommands())
}
