// Writes a picture of every screen to a directory: light, dark, Polish, 390 px; and loading, empty and error.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openWindow, startBrowser, startProduct } from './product.mjs'

const target = resolve(process.argv[2] ?? 'screenshots')
const DEMO = { email: 'tina@zrno.example', password: 'zrno-demo-2026' }
const SCREENS = {
  inbox: '/inbox/open',
  'inbox-done': '/inbox/done',
  search: '/search?q=valve',
  customers: '/customers',
  'customers-import': '/customers/import',
  numbers: '/numbers',
  'settings-mailboxes': '/settings/mailboxes',
  'settings-inboxes': '/settings/inboxes',
  'settings-snippets': '/settings/snippets',
  'settings-macros': '/settings/macros',
  'settings-tags': '/settings/tags',
  'settings-search-index': '/settings/search-index',
  'settings-people': '/settings/people',
  'settings-teams': '/settings/teams',
  'settings-roles': '/settings/roles',
  'settings-audit': '/settings/audit',
  'settings-api-keys': '/settings/api-keys',
  'settings-quarantine': '/settings/quarantine',
  profile: '/settings/profile',
}
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  polish: { locale: 'pl-PL', language: 'pl' },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}
/** How a screen looks while its data is on the way, when there is none, and when it does not come. */
const MOODS = {
  loading: (route) => void route,
  empty: (route) => route.fulfill({ json: { items: [], next: null } }),
  error: (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', json: { title: 'Internal Server Error', status: 500, code: 'internal' } }),
}
const isList = (url) => /\/api\/v1\/(conversations|mailboxes|inboxes|snippets|macros|agents|teams|roles|api-keys|quarantine|search|sessions)$/.test(url.pathname)

const fresh = await startProduct()
const browser = await startBrowser()
await mkdir(target, { recursive: true })
let taken = 0
const shoot = async (page, name) => {
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(target, `${name}.png`) })
  console.log(`${name}.png`)
  taken++
}
const settled = (page) => page.waitForLoadState('networkidle').catch(() => {})

for (const [look, { language, ...options }] of Object.entries(LOOKS)) {
  const page = await openWindow(browser, fresh, options)
  await page.goto('/setup')
  await settled(page)
  await shoot(page, `setup-${look}`)
  await page.context().close()
  void language
}
await fresh.stop()

const shop = await startProduct('--demo')
for (const [look, { language, ...options }] of Object.entries(LOOKS)) {
  const page = await openWindow(browser, shop, options)
  await page.goto('/sign-in')
  await settled(page)
  await shoot(page, `sign-in-${look}`)
  await page.locator('input[type=email], input[autocomplete=username]').first().fill(DEMO.email)
  await page.locator('input[type=password]').first().fill(DEMO.password)
  await page.locator('button[type=submit]').first().click()
  await page.waitForURL(/inbox/)
  const change = (values) =>
    page.evaluate(async (body) => {
      const token = /XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? ''
      await fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }, body: JSON.stringify(body) })
    }, values)
  await change({ language: language ?? 'en', theme: look === 'dark' ? 'dark' : 'light' })
  for (const [name, path] of Object.entries(SCREENS)) {
    await page.goto(path)
    await settled(page)
    await shoot(page, `${name}-${look}`)
  }
  await page.goto('/inbox/open')
  await page.locator('a.li').first().click()
  await settled(page)
  await shoot(page, `conversation-${look}`)
  if (look === 'light' || look === 'dark') {
    await page.keyboard.press('Control+k')
    await shoot(page, `palette-${look}`)
    await page.keyboard.press('Escape')
  }
  if (look === 'light') {
    for (const [mood, answer] of Object.entries(MOODS)) {
      await page.route((url) => isList(url), answer)
      for (const [name, path] of Object.entries(SCREENS)) {
        await page.goto(path, { waitUntil: 'domcontentloaded' })
        await page.waitForTimeout(mood === 'loading' ? 900 : 600)
        await shoot(page, `${name}-${mood}`)
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' })
    }
  }
  await page.context().close()
}
await browser.close()
await shop.stop()
console.log(`${taken} pictures in ${target}`)
