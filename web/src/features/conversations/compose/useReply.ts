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

function draftStore(id: string, audience: Audience): DraftStore {
  return { load: () => conversations.draft(id, audience), keep: (draft) => conversations.keepDraft(id, audience, draft), drop: () => conversations.dropDraft(id, audience) }
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
  const drafts = { customer: useDraft(draftStore(id, 'customer')), team: useDraft(draftStore(id, 'team')) }
  const boxes = { customer: useAttachments(), team: useAttachments() }
  const attempts = { customer: new Attempts(), team: new Attempts() }

  let sentToast = 0

  const audience = ref<Audience>(session.may('conversation.reply') ? 'customer' : 'team')
  const draft = computed(() => drafts[audience.value])
  const attachments = computed(() => boxes[audience.value])
  const content = computed(() => draft.value.content.value)
  const sending = ref<number | null>(null)
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
    const files = attachments.value.uploads()
    return {
      audience: audience.value, channel: 'email', text, html,
      ...(toCustomer && chosen ? { to: chosen } : {}), ...(toCustomer && cc.length ? { cc } : {}), ...(files.length ? { attachments: files } : {}),
      lastSeen: Math.max(0, ...messages.value.map((message) => message.sequence)), ...(force ? { force } : {}), ...(status ? { status } : {}),
    }
  }

  async function arrived(message: Message): Promise<void> {
    const side = audience.value
    const files = attachments.value.take()
    attempts[side].done()
    await draft.value.clear()
    applyMessage(cache, message)
    const life = undo.offer(message, conversation().number, files)
    if (life) sentToast = toasts.show({ text: t('conversations.done.sent', { name: conversation().customerName }), life, action: { label: t('app.action.undo'), shortcut: 'Z', run: () => void takeBack() } })
    applyConversation(cache, await conversations.one(String(conversation().number)), session.agent?.id ?? '')
  }

  async function send(status?: Status, force = false): Promise<void> {
    if (isEmpty.value || sending.value !== null) return
    error.value = ''
    sending.value = 0
    await attachments.value.settled() // who is quick with the keys does not leave a file behind
    const { key, message } = attempts[audience.value].next(compose(status, force))
    try {
      const sent = await conversations.say(id, message, key, (share) => (sending.value = share))
      newer.value = null
      await arrived(sent)
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'message.newer_customer_message') {
        newer.value = failure.body.message as Message
        attempts[audience.value].done()
        applyMessage(cache, newer.value)
      } else error.value = say(failure)
    } finally {
      sending.value = null
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
    boxes.customer.put(back.files)
  }, { immediate: true })
  watch(audience, (now) => void drafts[now].load(), { immediate: true })

  return { audience, draft, content, attachments, to, sending, error, newer, isEmpty, send, takeBack }
}
