import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { get, patch, Problem, remove, type Agent, type Me, type Permission } from '@/api'
import { useLanguage } from '@/i18n'
import { applyTheme } from './theme'

export type MyChange = Partial<Pick<Agent, 'name' | 'language' | 'theme' | 'density' | 'signature'>> & { password?: { current: string; new: string } }

/** Who is signed in, and what they may. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const asked = ref(false)
  /** The session ended while the agent was at work: the page stays, and the password is asked for over it. */
  const ended = ref(false)
  const agent = computed(() => me.value?.agent ?? null)

  async function become(answer: Me): Promise<void> {
    me.value = answer
    asked.value = true
    applyTheme(answer.agent.theme)
    document.documentElement.dataset.density = answer.agent.density
    await useLanguage(answer.agent.language)
  }

  async function load(): Promise<Me | null> {
    try {
      await become(await get<Me>('/session'))
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      me.value = null
      asked.value = true
    }
    return me.value
  }

  async function change(wanted: MyChange): Promise<void> {
    await become(await patch<Me>('/me', wanted))
  }

  async function signOut(): Promise<void> {
    await remove('/session')
    location.assign('/sign-in?why=out')
  }

  function may(permission: Permission): boolean {
    return me.value?.permissions.includes(permission) ?? false
  }

  return { me, agent, asked, ended, become, load, change, signOut, may }
})
