// The flow of a day: what can wait is snoozed, many are done together, and what was done is taken back.
import { until } from './product.mjs'

export const tellOfTheFlow = (story, stage) => {
  story('a conversation is snoozed in plain words, two are solved at once, and Z takes both back', async () => {
    const { page, api } = stage()
    const made = []
    for (const subject of ['Descaling can wait', 'The hopper can wait']) made.push(await api('POST', '/conversations', { subject, customer: { email: 'patient@stranka.example' } }))
    const status = async (row) => (await api('GET', `/conversations/${row.id}`)).status
    const snoozed = async (row) => (await api('GET', `/conversations/${row.id}`)).snoozedUntil
    await page.goto(`/inbox/open/${made[1].number}`)
    await page.getByRole('heading', { name: 'The hopper can wait' }).waitFor()
    await page.locator('body').press('s')
    const dialog = page.getByRole('dialog', { name: 'Snooze' })
    await dialog.getByLabel('Until when').fill('čez 2 dni ob 9')
    await dialog.getByText(/^Comes back/).waitFor()
    await page.keyboard.press('Enter')
    await until('the snooze', () => snoozed(made[1]))
    await page.getByText(/is snoozed until/).first().waitFor()
    await page.keyboard.press('z')
    await until('the snooze to be taken back', async () => !(await snoozed(made[1])))

    for (const subject of ['The hopper can wait', 'Descaling can wait']) await page.locator('a.li').filter({ hasText: subject }).first().waitFor()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    const bar = page.getByRole('region', { name: 'Do to all that is chosen' })
    await bar.getByText('2 chosen').waitFor()
    await page.keyboard.press('e')
    await page.getByText('2 conversations solved').first().waitFor()
    await until('both to be solved', async () => (await status(made[0])) === 'solved' && (await status(made[1])) === 'solved')
    await page.keyboard.press('z')
    await until('both to be as they were', async () => (await status(made[0])) === 'new' && (await status(made[1])) === 'new')
    for (const row of made) await api('PATCH', `/conversations/${row.id}`, { status: 'solved' })
  })
}
