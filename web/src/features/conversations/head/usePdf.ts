import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { download, type Conversation } from '@/api'
import { useProblem, useToasts } from '@/ui'

/** Has the server make a PDF of the conversation, in the language and time of whoever asks, and saves it. */
export function usePdf(conversation: () => Conversation) {
  const { locale, t } = useI18n()
  const toasts = useToasts()
  const say = useProblem()
  const making = ref(false)

  async function save(notes: boolean): Promise<void> {
    if (making.value) return
    making.value = true
    const { id, number } = conversation()
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      await download(`/conversations/${id}/pdf`, { notes, zone, language: locale.value }, `conversation-${number}.pdf`)
      toasts.show({ text: t('conversations.done.pdf', { number }) })
    } catch (error) {
      toasts.show({ text: say(error), tone: 'bad' })
    } finally {
      making.value = false
    }
  }

  return { making, save }
}
