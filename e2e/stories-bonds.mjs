// What people do with Centrala, told in a real browser against the running product.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  OWNER, apiOf, customerWrites, openWindow, startBrowser, startMailServer, startProduct, until,
} from './product.mjs'
import { tellOfBonds } from './bond-stories.mjs'
import { tellOfTheDesk } from './desk-stories.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PICTURES = join(dirname(fileURLToPath(import.meta.url)), '..', '.centrala', 'stories')
const ADDRESS = 'podpora@zrno.example'
let product, mail, browser, api, page

before(async () => {
  ;[product, mail, browser] = await Promise.all([startProduct(), startMailServer(), startBrowser()])
  api = apiOf(product)
}, { timeout: 300_000 })

after(async () => {
  await browser?.close()
  await product?.stop()
  await mail?.stop()
})

/** A story; when it fails, what the windows showed is kept beside the builds. */
const story = (name, tell) =>
  test(name, async () => {
    try {
      await tell()
    } catch (failure) {
      const windows = browser?.contexts().flatMap((context) => context.pages()) ?? []
      for (const [index, window] of windows.entries()) {
        await window.screenshot({ path: join(PICTURES, `${name.replace(/[^a-z]+/gi, '-').slice(0, 60)}-${index}.png`) }).catch(() => {})
      }
      throw failure
    }
  })

const row = (window, subject) => window.locator('a.li').filter({ hasText: subject }).first()

const open = async (window, subject, view = 'All open') => {
  await window.goto('/')
  await window.getByRole('link', { name: new RegExp(view) }).or(window.getByRole('button', { name: new RegExp(view) })).first().click()
  await row(window, subject).click()
  await window.getByRole('heading', { name: subject }).waitFor()
}

const writes = (from, subject, text, more = {}) => customerWrites(product, { from, to: ADDRESS, subject, text, ...more })

const conversationOf = async (subject) =>
  until(`the conversation "${subject}"`, async () =>
    (await api('GET', '/conversations?limit=200')).items.find((each) => each.subject === subject))

/** Injects axe-core outside the page's own policy and fails on every A and AA finding. */
const accessible = async (window, what) => {
  await window.evaluate(AXE)
  const findings = await window.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      iframes: false,
    }))
  assert.deepEqual(
    findings.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).slice(0, 3).join(' | ')}`),
    [],
    `accessibility of ${what}`,
  )
}

const signIn = async (window, email, password) => {
  await window.goto('/sign-in')
  await window.getByLabel('E-mail', { exact: true }).fill(email)
  await window.getByLabel('Password', { exact: true }).fill(password)
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByRole('link', { name: /All open/ }).or(window.getByRole('button', { name: /All open/ })).first().waitFor()
}

story('the owner sets the installation up with the code from the terminal', async () => {
  page = await openWindow(browser, product)
  await page.goto('/')
  await accessible(page, 'set-up, code')
  await page.getByLabel('One-time code', { exact: true }).fill(await product.setupCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Your name').fill(OWNER.name)
  await page.getByLabel('E-mail', { exact: true }).fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await accessible(page, 'set-up, owner')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Brand name').fill('Zrno')
  await page.getByRole('button', { name: 'Save brand' }).click()
  await page.getByLabel('Address', { exact: true }).fill(ADDRESS)
  await page.getByLabel('Server', { exact: true }).fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill(String(mail.port))
  await page.getByLabel('Security').selectOption({ label: 'None' })
  await page.getByLabel('User name').fill('')
  await accessible(page, 'set-up, mailbox')
  await page.getByRole('button', { name: 'Connect mailbox' }).click()
  await page.getByText('Now send yourself a mail').waitFor()
  await accessible(page, 'set-up, done')
  await page.getByRole('link', { name: 'Open the workspace' }).or(page.getByRole('button', { name: 'Open the workspace' })).first().click()
  await page.getByText('Nothing waits for you').waitFor()
})

tellOfBonds(story, () => ({ page, api, mail, open, writes, conversationOf, accessible }))

const shot = (name) => page.screenshot({ path: join('/tmp/b', `${name}.png`) })
story('pictures', async () => {
  const looks = async (name) => {
    await shot(name)
    await page.evaluate(() => (document.documentElement.dataset.theme = 'dark')); await shot(`${name}-dark`)
    await page.evaluate(() => (document.documentElement.dataset.theme = 'light'))
    await page.setViewportSize({ width: 390, height: 844 }); await shot(`${name}-390`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  await writes('Vida <vida2@klient.example>', 'The toaster burns', 'Black bread.')
  const first = await conversationOf('The toaster burns')
  await writes('Tone <tone@klient.example>', 'Toaster again', 'Mine, too.')
  const second = await conversationOf('Toaster again')
  await writes('Pia <pia@klient.example>', 'Smoke in the kitchen', 'From the toaster.')
  const third = await conversationOf('Smoke in the kitchen')
  await api('POST', `/conversations/${second.id}/links`, { kind: 'problem', conversation: third.id })
  await api('POST', `/conversations/${second.id}/merge`, { conversations: [first.id] })
  await open(page, 'Toaster again')
  await page.getByText('Black bread.').waitFor()
  await page.waitForTimeout(500)
  await looks('merged')
  await page.locator('body').press('Shift+M')
  await page.getByRole('dialog').getByRole('combobox').first().fill('smoke')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Merge into #/ }).waitFor()
  await page.waitForTimeout(500)
  await looks('merge-dialog')
  await page.keyboard.press('Escape')
  const before = mail.mails.length
  await api('POST', `/conversations/${third.id}/messages`, { text: 'Thank you.' })
  const sent = await mail.next(before + 1)
  await writes('Eva <eva2@drugje.example>', 'Let me see', 'I am a friend.', { to: sent.replyTo.value[0].address })
  await conversationOf('Let me see')
  await open(page, 'Let me see')
  await page.getByRole('region', { name: 'To decide' }).waitFor()
  await page.waitForTimeout(500)
  await looks('hint')
  await api('PATCH', '/me', { language: 'pl' }).catch(() => {})
  await page.evaluate(() => localStorage.setItem('centrala.language', 'pl'))
})
