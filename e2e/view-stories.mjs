// Views that people make up out of conditions. Runs on the stage that stories.mjs has set.
import { until } from './product.mjs'

export const tellOfViews = (story, stage) => {
  story('a view is built, fills itself, is deleted and taken back', async () => {
    const { page, writes, conversationOf, accessible, api } = stage()
    await writes('Iva <iva@klient.example>', 'The blue kettle', 'Is it still sold?')
    const first = await conversationOf('The blue kettle')
    await api('PATCH', `/conversations/${first.id}`, { tags: ['kettle'] })
    await page.goto('/inbox/open')
    await page.locator('a.li').first().waitFor()
    await page.locator('body').press('v')
    const dialog = page.getByRole('dialog', { name: 'New view' })
    await dialog.getByLabel('Name').fill('Kettles')
    await dialog.getByRole('button', { name: 'Add a condition' }).press('Enter')
    const added = dialog.getByRole('group', { name: 'Condition 2' })
    await added.getByRole('button', { name: /Choose/ }).press('Enter')
    await page.getByRole('option', { name: 'kettle' }).click()
    await dialog.getByText('1 conversation now').waitFor()
    await accessible(page, 'building a view')
    await dialog.getByLabel('Name').press('Enter')
    await page.getByRole('heading', { name: 'Kettles' }).first().waitFor()
    await until('the view to hold one', async () => (await page.locator('a.li').count()) === 1)

    await writes('Iva <iva@klient.example>', 'The red kettle', 'And this one?')
    const second = await conversationOf('The red kettle')
    await api('PATCH', `/conversations/${second.id}`, { tags: ['kettle'] })
    await page.mouse.move(900, 500)
    await page.locator('a.li').filter({ hasText: 'The red kettle' }).waitFor()

    await page.locator('body').press('v')
    await page.getByRole('dialog', { name: 'Change the view' }).getByRole('button', { name: 'Delete view' }).click()
    await until('the view to be gone', async () => (await page.locator('.jacks a').filter({ hasText: 'Kettles' }).count()) === 0)
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await page.locator('.jacks a').filter({ hasText: 'Kettles' }).waitFor()
  })
}
