import { useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { post, type Id, type ManagedTag } from '@/api'
import { useProblem, useToasts } from '@/ui'

/** Merging tags and taking it back; whatever shows tags is read again. */
export function useTagMerging() {
  const { t } = useI18n()
  const client = useQueryClient()
  const toasts = useToasts()
  const say = useProblem()

  const refresh = () => Promise.all([['settings', 'tags'], ['tags'], ['macros'], ['conversations'], ['conversation']].map((queryKey) => client.invalidateQueries({ queryKey })))

  async function unmerge(tags: { id: Id; name: string }[]): Promise<void> {
    try {
      for (const tag of tags) await post(`/tags/${tag.id}/unmerge`)
      toasts.show({ text: t('settings.tag.unmerged', { name: tags.map((tag) => tag.name).join(', ') }) })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    }
    await refresh()
  }

  async function merge(into: ManagedTag, from: ManagedTag[]): Promise<void> {
    await post(`/tags/${into.id}/merge`, { tags: from.map((tag) => tag.id) })
    await refresh()
    toasts.show({ text: t('settings.tag.mergedInto', { name: into.name }), life: 10_000, action: { label: t('app.action.undo'), run: () => void unmerge(from) } })
  }

  return { merge, unmerge, refresh }
}
