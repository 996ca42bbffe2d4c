import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { Problem, type Audience, type Conversation, type Message, type NewMessage, type Status } from '@/api'
import { useSession } from '@/app/session'
import { useCustomerAddress } from '@/features/customers'
import { useProblem, useToasts } from '@/ui'
import { conversations } from '../api'
import { applyConversation, applyMessage } from '../cache'
import { Attempts } from './attempt'
import { useUndo } from './undo'
import { useAttachments } from './useAttachments'
import { fromDraft, useDraft, type DraftStore } from './useDraft'

type Box = ReturnType<typeof useAttachments>

const filesOf = (id: string, audience: Audience): Box => useAttachments({
  add: (file, onProgress, signal) => conversations.keepFile(id, audience, file, onProgress, signal),
  remove: (file) => conversations.dropFile(id, file),
})

function draftStore(id: string, audience: Audience, box: Box): DraftStore {
  return {
    load: async () => {
      const draft = await conversations.draft(id, audience)
      box.put(draft?.attachments ?? [])
      return draft
    },
    keep: (draft) => conversations.keepDraft(id, audience, draft),
    drop: () => conversations.dropDraft(id, audience),
    holdsMore: () => box.files.value.length > 0,
  }
}

/** Writing into a conversation: the draft of each audience, sending, taking back, and the newer message that comes in between. */
export function useReply(conversation: () => Conversation, messages: Ref<Message[]>) {
  const { t } = useI18n()
  const cache = useQueryClient()
  const router = useRouter()
  const session = useSession()
  const toasts = useToasts()
  const undo = useUndo()
  const say = useProblem()
  const id = conversation().id
  const boxes = { customer: filesOf(id, 'customer'), team: filesOf(id, 'team') }
  const drafts = { customer: useDraft(draftStore(id, 'customer', boxes.customer)), team: useDraft(draftStore(id, 'team', boxes.team)) }
  const attempts = { customer: new Attempts(), team: new Attempts() }

  let sentToast = 0

  const audience = ref<Audience>(session.may('conversation.reply') ? 'customer' : 'team')
  const draft = computed(() => drafts[audience.value])
  const attachments = computed(() => boxes[audience.value])
  const content = computed(() => draft.value.content.value)
  const sending = ref(false)
  const error = ref('')
  const newer = shallowRef<Message | null>(null)
  const isEmpty = computed(() => !content.value.text.trim() && !attachments.value.files.value.length)
  const ownAddress = useCustomerAddress(() => conversation().customer)
  const lastInbound = computed(() => messages.value.findLast((message) => message.direction === 'inbound'))
  const usualTo = computed(() => lastInbound.value?.replyTo ?? lastInbound.value?.from?.address ?? ownAddress.value)
  const to = computed(() => content.value.to ?? (usualTo.value ? [usualTo.value] : []))

  function compose(status: Status | undefined, force: boolean): NewMessage {
    const { html, text, to: chosen, cc } = content.value
    const toCustomer = audience.value === 'customer'
    const files = attachments.value.ids.value
    return {
      audience: audience.value, channel: 'email', text, html,
      ...(toCustomer && chosen ? { to: chosen } : {}), ...(toCustomer && cc.length ? { cc } : {}), ...(files.length ? { draftFiles: files } : {}),
      lastSeen: Math.max(0, ...messages.value.map((message) => message.sequence)), ...(force ? { force } : {}), ...(status ? { status } : {}),
    }
  }

  async function arrived(message: Message): Promise<void> {
    const side = audience.value
    attempts[side].done()
    attachments.value.clear()
    await draft.value.clear()
    applyMessage(cache, message)
    const life = undo.offer(message, conversation().number)
    if (life) sentToast = toasts.show({ text: t('conversations.done.sent', { name: conversation().customerName }), life, action: { label: t('app.action.undo'), shortcut: 'Z', run: () => void takeBack() } })
    applyConversation(cache, await conversations.one(String(conversation().number)), session.agent?.id ?? '')
  }

  async function send(status?: Status, force = false): Promise<void> {
    if (isEmpty.value || sending.value) return
    error.value = ''
    sending.value = true
    await attachments.value.settled() // who is quick with the keys does not leave a file behind
    if (attachments.value.failed.value) {
      error.value = t('conversations.reply.fileMissing')
      sending.value = false
      return
    }
    const { key, message } = attempts[audience.value].next(compose(status, force))
    try {
      const sent = await conversations.say(id, message, key)
      newer.value = null
      await arrived(sent)
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'message.newer_customer_message') {
        newer.value = failure.body.message as Message
        attempts[audience.value].done()
        applyMessage(cache, newer.value)
      } else error.value = say(failure)
    } finally {
      sending.value = false
    }
  }

  async function takeBack(): Promise<void> {
    try {
      toasts.dismiss(sentToast)
      const sent = await undo.take(conversations.undo)
      if (sent) await router.push({ name: 'inbox', params: { view: router.currentRoute.value.params.view ?? 'open', number: sent.number } })
    } catch (failure) {
      toasts.show({ text: say(failure), tone: 'bad' })
    }
  }

  watch(() => undo.returned, () => {
    const back = undo.collect(id)
    if (!back) return
    audience.value = 'customer'
    drafts.customer.change(fromDraft(back.draft))
    boxes.customer.put(back.draft.attachments)
  }, { immediate: true })
  watch(audience, (now) => void drafts[now].load(), { immediate: true })

  return { audience, draft, content, attachments, to, sending, error, newer, isEmpty, send, takeBack }
}
