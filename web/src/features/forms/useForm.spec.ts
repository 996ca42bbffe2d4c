import { createPinia, setActivePinia } from 'pinia'
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { Problem } from '@/api'
import { useForm } from './useForm'
import { useRules } from './useRules'

type Values = { name: string; email: string }

function form(codes: Record<string, string> = {}) {
  setActivePinia(createPinia())
  let made!: ReturnType<typeof useForm<Values>>
  mount(defineComponent({
    setup() {
      const { required, email } = useRules()
      made = useForm<Values>(() => ({ name: '', email: '' }), { name: (values) => required(values.name), email: (values) => email(values.email) }, codes)
      return () => h('form')
    },
  }))
  return made
}

const refusal = (errors: { field: string; message: string }[]) => new Problem(400, 'validation.failed', 'x', { errors })

describe('a form', () => {
  it('asks nobody while a field is wrong, and says which', async () => {
    const { submit, errors, values } = form()
    values.email = 'ana'
    let asked = false
    expect(await submit(async () => { asked = true })).toBe(false)
    expect(asked).toBe(false)
    expect(errors.value).toEqual({ name: 'Fill this in.', email: 'That is not an e-mail address, such as ana@example.com.' })
  })

  it('puts the server’s refusal beside its field in the agent’s words, and keeps what was typed', async () => {
    const { submit, errors, values, dirty } = form()
    Object.assign(values, { name: 'Ana', email: 'ana@example.com' })
    expect(await submit(async () => { throw refusal([{ field: 'name', message: 'must have 1 to 100 characters' }]) })).toBe(false)
    expect(errors.value.name).toBe('Use 1 to 100 characters.')
    expect(values).toEqual({ name: 'Ana', email: 'ana@example.com' })
    expect(dirty.value).toBe(true)
  })

  it('says above the buttons what is about no field that is shown', async () => {
    const { submit, problem, values } = form()
    Object.assign(values, { name: 'Ana', email: 'ana@example.com' })
    await submit(async () => { throw refusal([{ field: 'teams', message: 'names a team that does not exist' }]) })
    expect(problem.value).toBe('teams: Names a team that does not exist')
  })

  it('knows which field a code is about', async () => {
    const { submit, errors, values } = form({ 'agent.email_taken': 'email' })
    Object.assign(values, { name: 'Ana', email: 'ana@example.com' })
    await submit(async () => { throw new Problem(409, 'agent.email_taken', 'taken') })
    expect(errors.value).toEqual({ email: 'Somebody here has this address already.' })
  })

  it('is clean after it was saved', async () => {
    const { submit, values, dirty } = form()
    Object.assign(values, { name: 'Ana', email: 'ana@example.com' })
    expect(dirty.value).toBe(true)
    expect(await submit(async () => undefined)).toBe(true)
    expect(dirty.value).toBe(false)
  })
})
