import { defineStore } from 'pinia'
import { computed, reactive, ref, watch } from 'vue'
import { get, type List, type Mailbox, type Language } from '@/api'
import { useSession } from '@/app/session'
import { rememberedLanguage } from '@/i18n'

export const steps = ['code', 'owner', 'brand', 'mailbox', 'done'] as const
export type Step = (typeof steps)[number]

const key = 'centrala.setup'
const kept = () => JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<{ step: Step; code: string; name: string; email: string; brand: string; language: Language }>

/** How far set-up has come. Nothing exists before the brand is saved; afterwards it goes on signed in, also after a reload. */
export const useSetup = defineStore('setup', () => {
  const before = kept()
  const session = useSession()
  const step = ref<Step>(before.step ?? 'code')
  const typed = reactive({
    code: before.code ?? '', name: before.name ?? '', email: before.email ?? '', password: '',
    brand: before.brand ?? '', language: before.language ?? rememberedLanguage(),
  })
  const mailbox = ref<Mailbox | null>(null)
  const refused = ref<unknown>()
  const number = computed(() => steps.indexOf(step.value) + 1)
  const owned = computed(() => session.me !== null)

  watch([step, typed], () => {
    const { code, name, email, brand, language } = typed
    if (owned.value) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify({ step: step.value, code, name, email, brand, language }))
  })

  /** Where to begin: the place this browser left, or beyond what exists already. `away` when there is nothing to set up. */
  async function begin(): Promise<'here' | 'sign-in' | 'away'> {
    const { needed } = await get<{ needed: boolean }>('/setup')
    if (needed) {
      if (step.value !== 'code' && !typed.code) step.value = 'code'
      if (step.value === 'brand' && !typed.password) step.value = 'owner'
      if (number.value > 3) step.value = 'code'
      return 'here'
    }
    const me = session.me ?? (await session.load())
    if (!me) return 'sign-in'
    if (!session.may('settings.manage')) return 'away'
    mailbox.value = (await get<List<Mailbox>>('/mailboxes')).items[0] ?? null
    step.value = mailbox.value ? 'done' : 'mailbox'
    typed.name = me.agent.name
    typed.brand = me.brand.name
    return 'here'
  }

  return { step, typed, mailbox, refused, number, owned, begin }
})
