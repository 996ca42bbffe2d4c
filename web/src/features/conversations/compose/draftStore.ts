import type { Audience } from '@/api'
import { conversations } from '../api'
import { toContentIds } from './inlineImages'
import { useAttachments } from './useAttachments'
import type { DraftStore } from './useDraft'

/** Where the words and files of one draft are kept: on the server, for this agent alone. */
type Box = ReturnType<typeof useAttachments>

export const filesOf = (id: string, audience: Audience): Box => useAttachments({
  add: (file, contentId, onProgress, signal) => conversations.keepFile(id, audience, file, contentId, onProgress, signal),
  remove: (file) => conversations.dropFile(id, file),
})

export function draftStore(id: string, audience: Audience, box: Box): DraftStore {
  return {
    load: async () => {
      const draft = await conversations.draft(id, audience)
      box.put(draft?.attachments ?? [])
      return draft
    },
    keep: (draft) => conversations.keepDraft(id, audience, { ...draft, html: toContentIds(draft.html ?? '', box.kept.value) }),
    drop: () => conversations.dropDraft(id, audience),
    holdsMore: () => box.files.value.length > 0,
  }
}
