import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { Problem, type Audience, type Conversation, type Message, type NewMessage, type Status } from '@/api'
import { useSession } from '@/app/session'
import { askForMissing } from '@/features/fields'
import { useFormat } from '@/i18n/format'
import { useProblem, useToasts } from '@/ui'
import { conversations } from '../api'
import { applyConversation, applyMessage } from '../cache'
import { Attempts } from './attempt'
import { draftStore, filesOf } from './draftStore'
import { useUndo } from './undo'
import { toContentIds } from './inlineImages'
import { passedOn } from './passOn'
import { fromDraft, useDraft } from './useDraft'
import { useRecipients } from './useRecipients'

/** Whoever chose a later time takes the message back from the timeline, not from a toast. */
const longestUndo = 120_000

/** Writing into a conversation: the draft of each audience, sending, taking back, and the newer message that comes in between. */
export function useReply(conversation: () => Conversation, messages: Ref<Message[]>) {
  const { t } = useI18n()
  const cache = useQueryClient()
  const router = useRouter()
  const session = useSession()
  const toasts = useToasts()
  const undo = useUndo()
  const say = useProblem()
  const { soon } = useFormat()
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
  const isEmpty = computed(() => (content.value.forward ? !content.value.to?.length : !content.value.text.trim() && !attachments.value.files.value.length))
  const { usual, everybody } = useRecipients(conversation, messages)
  const to = computed(() => content.value.to ?? (usual.value ? [usual.value] : []))
  const forwarded = computed(() => messages.value.find((message) => message.id === content.value.forward) ?? null)

  function compose(status: Status | undefined, force: boolean, sendAt?: Date): NewMessage {
    const { text, to: chosen, cc, bcc, forward, signature } = content.value
    const toCustomer = audience.value === 'customer'
    const html = toContentIds(content.value.html, attachments.value.kept.value)
    const files = attachments.value.ids(html)
    return {
      audience: audience.value, channel: 'email', text, html,
      ...(toCustomer && chosen ? { to: chosen } : {}), ...(toCustomer && cc.length ? { cc } : {}), ...(toCustomer && bcc.length ? { bcc } : {}),
      ...(toCustomer && forward ? { forward, forwardFiles: false } : {}), ...(toCustomer && !signature ? { signature } : {}), ...(sendAt ? { sendAt: sendAt.toISOString() } : {}), ...(files.length ? { draftFiles: files } : {}),
      lastSeen: Math.max(0, ...messages.value.map((message) => message.origin?.sequence ?? message.sequence)), ...(force ? { force } : {}), ...(status ? { status } : {}),
    }
  }

  async function arrived(message: Message): Promise<void> {
    const side = audience.value
    attempts[side].done()
    attachments.value.clear()
    await draft.value.clear()
    applyMessage(cache, message)
    const left = message.sendAt ? new Date(message.sendAt).getTime() - Date.now() : 0
    const life = left > longestUndo ? 0 : undo.offer(message, conversation().number)
    if (message.sendAt && left > longestUndo) toasts.show({ text: t('conversations.later.done', { at: soon(message.sendAt) }) })
    if (life) sentToast = toasts.show({ text: t('conversations.done.sent', { name: conversation().customerName }), life, action: { label: t('app.action.undo'), shortcut: 'Z', run: () => void takeBack() } })
    applyConversation(cache, await conversations.one(String(conversation().number)), session.agent?.id ?? '')
  }

  async function send(status?: Status, force = false, sendAt?: Date): Promise<void> {
    if (isEmpty.value || sending.value) return
    error.value = ''
    sending.value = true
    await attachments.value.settled() // who is quick with the keys does not leave a file behind
    if (attachments.value.failed.value) {
      error.value = t('conversations.reply.fileMissing')
      sending.value = false
      return
    }
    const { key, message } = attempts[audience.value].next(compose(status, force, sendAt))
    try {
      const sent = await conversations.say(id, message, key)
      newer.value = null
      await arrived(sent)
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'message.newer_customer_message') {
        newer.value = failure.body.message as Message
        attempts[audience.value].done()
        applyMessage(cache, newer.value)
      } else {
        error.value = say(failure)
        askForMissing(failure, id)
      }
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

  const replyAll = () => draft.value.change({ to: usual.value ? [usual.value] : null, cc: everybody.value, forward: null })

  /** Begins to pass a message on: its files wait in the draft, so that they can be taken out. */
  async function passOn(message: Message): Promise<void> {
    audience.value = 'customer'
    drafts.customer.change({ forward: message.id, to: [], cc: [], bcc: [] })
    if (!message.attachments.length) return
    try {
      boxes.customer.put((await conversations.copyFiles(id, 'customer', message.id)).items)
    } catch (failure) {
      error.value = say(failure)
    }
  }

  watch(passedOn, (message) => {
    if (message?.conversation !== id) return
    passedOn.value = null
    void passOn(message)
  })

  watch(() => undo.returned, () => {
    const back = undo.collect(id)
    if (!back) return
    audience.value = 'customer'
    boxes.customer.put(back.draft.attachments)
    drafts.customer.change(fromDraft(back.draft))
  }, { immediate: true })
  watch(audience, (now) => void drafts[now].load(), { immediate: true })

  return { audience, draft, content, attachments, to, everybody, forwarded, replyAll, sending, error, newer, isEmpty, send, takeBack }
}
