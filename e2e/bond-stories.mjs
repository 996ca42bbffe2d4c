// Conversations that belong together: merged and given back, and a stranger who is held until an agent decides. Runs on
// the stage that stories.mjs has set.
import assert from 'node:assert/strict'
import { until } from './product.mjs'

export const tellOfBonds = (story, stage) => {
  /** A list that somebody points at keeps its order, so that nothing moves under the pointer. */
  const comesBack = async (page, subject) => {
    await page.mouse.move(900, 500)
    await stage().scrollTo(page, subject)
  }

  story('two conversations are merged, read as one, and given back', async () => {
    const { page, api, open, writes, conversationOf, accessible } = stage()
    await writes('Vida <vida@klient.example>', 'The kettle does not boil', 'It stays cold.')
    const first = await conversationOf('The kettle does not boil')
    await writes('Vida <vida@klient.example>', 'Kettle, once more', 'Still cold.')
    await conversationOf('Kettle, once more')
    await open(page, 'Kettle, once more')
    await page.locator('body').press('Shift+M')
    const dialog = page.getByRole('dialog', { name: 'Merge conversations' })
    await dialog.getByRole('option', { name: /does not boil/ }).waitFor()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: /^Merge into #/ }).waitFor()
    await accessible(page, 'merging')
    await dialog.getByRole('button', { name: /^Merge into #/ }).click()
    await page.getByText('It stays cold.').waitFor()
    await page.getByText('Still cold.').first().waitFor()
    await page.getByTitle(`Came by #${first.number}, which was merged into this one`).waitFor()
    await until('the merged row to leave the list', async () => (await page.locator('a.li').filter({ hasText: 'does not boil' }).count()) === 0)

    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await comesBack(page, 'does not boil')
    await until('the messages to go back', async () => (await page.locator('article').filter({ hasText: 'It stays cold.' }).count()) === 0)

    const second = await conversationOf('Kettle, once more')
    await api('POST', `/conversations/${second.id}/merge`, { conversations: [first.id] })
    await page.getByRole('button', { name: `Un-merge #${first.number}` }).first().click()
    await comesBack(page, 'does not boil')
    await page.goto(`/conversations/${first.number}`)
    await page.getByText('It stays cold.').first().waitFor()
  })

  story('a stranger with a copied reply address is held until an agent joins them', async () => {
    const { page, api, mail, open, writes, conversationOf, accessible } = stage()
    const before = mail.mails.length
    await writes('Maja <maja@klient.example>', 'The secret recipe', 'Only for you.')
    const known = await conversationOf('The secret recipe')
    await api('POST', `/conversations/${known.id}/messages`, { text: 'Thank you.' })
    const sent = await mail.next(before + 1)
    await writes('Eva <eva@drugje.example>', 'Let me in', 'I am a friend of Maja.', { to: sent.replyTo.value[0].address })
    await conversationOf('Let me in')
    await open(page, 'Let me in')
    const banner = page.getByRole('region', { name: 'To decide' })
    await banner.getByText(/Possibly belongs to/).waitFor()
    await banner.getByText(/takes no part in it/).waitFor()
    await accessible(page, 'a held stranger')
    await banner.getByRole('button', { name: 'Join them' }).click()
    await page.getByRole('heading', { name: 'The secret recipe' }).waitFor()
    await page.getByText('I am a friend of Maja.').first().waitFor()
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await open(page, 'Let me in')
    await banner.getByRole('button', { name: 'Keep apart' }).click()
    await banner.waitFor({ state: 'detached' })
    const apart = await conversationOf('Let me in')
    assert.equal((await api('GET', `/conversations/${apart.id}`)).mergedInto, null)
  })
}
