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
import { tellOfTheFlow } from './flow-stories.mjs'
import { tellOfHostileMail } from './hostile-stories.mjs'
import { tellOfPeople } from './people-stories.mjs'
import { tellOfViews } from './view-stories.mjs'

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

/** Scrolls the list, which draws the rows in sight only, until it shows the row, or to its end. */
const scrollTo = (window, subject) =>
  until(`the row "${subject}"`, async () => {
    if (await row(window, subject).count()) return true
    await window.locator('.rows').evaluate((list) => {
      const end = list.scrollTop + list.clientHeight >= list.scrollHeight - 1
      list.scrollTo({ top: end ? 0 : list.scrollTop + list.clientHeight })
    })
    return false
  })

const open = async (window, subject, view = 'All open') => {
  await window.goto('/')
  await window.getByRole('link', { name: new RegExp(view) }).or(window.getByRole('button', { name: new RegExp(view) })).first().click()
  await scrollTo(window, subject)
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

story('a customer’s mail appears in the open browser by itself', async () => {
  await page.getByRole('link', { name: /All open/ }).or(page.getByRole('button', { name: /All open/ })).first().click()
  await page.getByText('No open conversations').waitFor()
  await writes('Ana Kovač <ana@posta.example>', 'Crema Uno keeps asking to descale', 'Dober dan, aparat še vedno javlja napako.')
  await row(page, 'Crema Uno keeps asking to descale').waitFor({ timeout: 5_000 })
  assert.match(await row(page, 'Crema Uno').innerText(), /Ana Kovač/)
})

story('an agent answers with formatting and a file, and the customer gets a proper mail', async () => {
  await row(page, 'Crema Uno').click()
  await page.getByText('aparat še vedno javlja napako').first().waitFor()
  await page.keyboard.press('r')
  await page.locator('[contenteditable=true]').first().click()
  await page.keyboard.type('Hello Ana, ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('run it twice')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' please.')
  await page.locator('input[type=file]').first().setInputFiles({
    name: 'navodila žabica.txt', mimeType: 'text/plain', buffer: Buffer.from('Two rounds with fresh water.'),
  })
  await page.keyboard.press('Control+Enter')
  const sent = await mail.next(1)
  assert.equal(sent.from.value[0].address, ADDRESS)
  assert.equal(sent.to.value[0].address, 'ana@posta.example')
  assert.match(sent.subject, /^Re: Crema Uno keeps asking to descale/)
  assert.match(sent.html, /<strong>run it twice<\/strong>|<b>run it twice<\/b>/)
  assert.match(sent.text, /Hello Ana, run it twice please\./)
  assert.match(sent.text, /> Dober dan, aparat še vedno javlja napako\./)
  assert.equal(sent.attachments[0].filename, 'navodila žabica.txt')
  assert.equal(sent.attachments[0].content.toString(), 'Two rounds with fresh water.')
  const conversation = await conversationOf('Crema Uno keeps asking to descale')
  await until('the state sent', async () =>
    (await api('GET', `/conversations/${conversation.id}/messages`)).items.some((each) => each.deliveryState === 'sent'))
})

story('the customer’s answer comes back to the same conversation, without the quote', async () => {
  const sent = mail.mails[0]
  await customerWrites(product, {
    from: 'ana@posta.example', to: sent.replyTo.text, subject: sent.subject, inReplyTo: sent.messageId, references: sent.messageId,
    text: 'Hvala, zdaj dela!\n\nV ned., 22. nov. 2026 je Zrno <podpora@zrno.example> napisal:\n> Hello Ana, run it twice please.\n',
  })
  const answer = page.getByText('Hvala, zdaj dela!')
  await answer.first().waitFor({ timeout: 5_000 })
  const conversations = (await api('GET', '/conversations')).items
  assert.equal(conversations.length, 1)
  assert.equal(conversations[0].status, 'open')
})

story('a reply can be taken back for ten seconds and becomes a draft again', async () => {
  const before = mail.mails.length
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await page.locator('[contenteditable=true]').first().click()
  await page.keyboard.type('Sent too soon')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /Undo/ }).first().click()
  await page.locator('[contenteditable=true]').filter({ hasText: 'Sent too soon' }).waitFor()
  await new Promise((resolve) => setTimeout(resolve, 11_000))
  assert.equal(mail.mails.length, before)
  await page.locator('[contenteditable=true]').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Escape')
})

story('an internal note stays inside', async () => {
  const before = mail.mails.length
  await page.locator('body').press('Escape')
  await page.keyboard.press('n')
  await page.locator('[contenteditable=true]').first().click()
  await page.keyboard.type('Serial starts with CU-24, under warranty')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('log').or(page.locator('main')).getByText('Serial starts with CU-24').first().waitFor()
  const conversation = await conversationOf('Crema Uno keeps asking to descale')
  await until('the note', async () =>
    (await api('GET', `/conversations/${conversation.id}/messages`)).items.some(
      (each) => each.direction === 'note' && each.audience === 'team' && /CU-24/.test(each.text)))
  assert.equal(mail.mails.length, before)
})

story('keys assign, solve, and the list follows', async () => {
  await writes('piotr@klient.example', 'Grinder arrived with a broken hopper', 'Zdjęcia w załączniku.')
  await page.mouse.move(900, 300) // rows do not move under the pointer
  await row(page, 'Grinder arrived').waitFor()
  await row(page, 'Grinder arrived').click()
  await page.getByRole('heading', { name: 'Grinder arrived with a broken hopper' }).waitFor()
  await page.keyboard.press('Shift+A')
  const conversation = await conversationOf('Grinder arrived with a broken hopper')
  await until('the assignment', async () => (await api('GET', `/conversations/${conversation.id}`)).assignee)
  await page.keyboard.press('e')
  await until('solved', async () => (await api('GET', `/conversations/${conversation.id}`)).status === 'solved')
})

story('hostile HTML neither runs nor phones home until asked', async () => {
  let calls = 0
  await page.route('**/tracker.example/**', (route) => {
    calls++
    return route.abort()
  })
  await writes('eve@klient.example', 'Look at this offer', 'plain', {
    html: '<p>Special <b>offer</b></p><img src="http://tracker.example/p.gif"><script>parent.document.title="owned"</script><a href="javascript:alert(1)">x</a>',
  })
  await page.mouse.move(900, 300) // rows do not move under the pointer
  await row(page, 'Look at this offer').click()
  await page.frameLocator('iframe').first().getByText('offer').waitFor()
  assert.equal(calls, 0)
  assert.doesNotMatch(await page.title(), /owned/)
  await page.getByRole('button', { name: 'Show images' }).click()
  await until('the image to be asked for', () => calls > 0)
  await page.unroute('**/tracker.example/**')
})

story('search finds without accents and by Polish stems', async () => {
  await writes('katarzyna@klient.example', 'Zmiana adresu dostawy', 'Proszę o zmianę adresu dla moich przesyłek.')
  await conversationOf('Zmiana adresu dostawy')
  await page.goto('/search')
  const box = page.getByRole('searchbox').or(page.getByRole('combobox')).or(page.locator('input[type=search]')).first()
  await until('the hit', async () => {
    await box.fill('')
    await box.fill('przesylka')
    await box.press('Enter')
    return page.getByText('Zmiana adresu dostawy').first().waitFor({ timeout: 1_500 }).then(() => true, () => false)
  })
  await accessible(page, 'search')
})

story('two agents see each other’s work, and a newer message stops a blind reply', async () => {
  const team = (await api('GET', '/teams')).items[0].id
  const invited = await api('POST', '/agents', { name: 'Petra Novak', email: 'petra@zrno.example', role: 'agent', teams: [team] })
  const other = await openWindow(browser, product)
  await other.goto(new URL(invited.link).pathname)
  await other.getByLabel(/password/i).first().fill('zelena kava v skodelici 4')
  await accessible(other, 'invitation')
  await other.getByRole('button', { name: 'Set password and sign in' }).click()
  await other.waitForURL(/inbox/)
  await open(other, 'Crema Uno keeps asking to descale')

  await open(page, 'Crema Uno keeps asking to descale')
  const conversation = await conversationOf('Crema Uno keeps asking to descale')
  await api('PATCH', `/conversations/${conversation.id}`, { priority: 'urgent' })
  await page.getByText('Urgent').first().waitFor({ timeout: 5_000 })
  await other.getByText('Urgent').first().waitFor({ timeout: 5_000 })

  const blind = await openWindow(browser, product, { storageState: await other.context().storageState() })
  await other.context().close()
  await blind.routeWebSocket(/live/, () => {}) // this browser hears nothing of what happens
  await open(blind, 'Crema Uno keeps asking to descale')
  await blind.getByText('Hvala, zdaj dela!').first().waitFor()
  await blind.keyboard.press('r')
  await blind.locator('[contenteditable=true]').first().click()
  await blind.keyboard.type('A blind reply')
  const sent = mail.mails[0]
  const before = mail.mails.length
  await customerWrites(product, {
    from: 'ana@posta.example', to: sent.replyTo.text, subject: 'Re', text: 'Wait, one more thing', inReplyTo: sent.messageId,
  })
  await page.getByText('Wait, one more thing').first().waitFor()
  await blind.keyboard.press('Control+Enter')
  await blind.getByText('Your reply has not been sent').waitFor()
  assert.equal(mail.mails.length, before)
  await blind.getByRole('button', { name: 'Send anyway' }).click()
  const forced = await mail.next(before + 1)
  assert.match(forced.text, /A blind reply/)
  await blind.context().close()
})

tellOfTheDesk(story, () => ({ product, mail, browser, api, page, open, writes, conversationOf }))
tellOfBonds(story, () => ({ page, api, mail, open, scrollTo, writes, conversationOf, accessible }))
tellOfHostileMail(story, () => ({ product, mail, browser, api, page, open, writes, conversationOf }))
tellOfTheFlow(story, () => ({ page, api }))
tellOfPeople(story, () => ({ product, mail, browser, api, page, owner: OWNER, accessible }))
tellOfViews(story, () => ({ page, writes, conversationOf, accessible, api }))

story('every screen passes the accessibility rules, light and dark', async () => {
  await open(page, 'Crema Uno keeps asking to descale')
  await accessible(page, 'the workspace')
  for (const path of ['/settings/mailboxes', '/settings/inboxes', '/settings/teams', '/settings/people', '/settings/roles', '/settings/audit', '/settings/api-keys', '/settings/quarantine', '/settings/tags', '/settings/search-index', '/customers', '/customers/import', '/numbers', '/search?q=crema', '/settings/profile']) {
    await page.goto(path)
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    await accessible(page, path)
  }
  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'))
  await accessible(page, 'the profile, dark')
})

story('the workspace speaks Polish and works in the dark', async () => {
  const window = await openWindow(browser, product, { locale: 'pl-PL', colorScheme: 'dark' })
  await window.goto('/sign-in')
  await window.getByRole('button', { name: 'Zaloguj' }).first().waitFor()
  await window.context().close()
})

story('on a phone the list comes first, then the conversation', async () => {
  const phone = await openWindow(browser, product, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await signIn(phone, OWNER.email, OWNER.password)
  await open(phone, 'Crema Uno keeps asking to descale')
  // A phone widens its page to what runs out of it.
  assert.deepEqual(await phone.evaluate(() => [innerWidth, document.documentElement.scrollWidth]), [390, 390], 'nothing runs out of the screen')
  await accessible(phone, 'a conversation on a phone')
  await phone.context().close()
})

story('nothing on any screen broke the content policy or threw', () => {
  // The blocked picture of the hostile mail is the policy at work.
  assert.deepEqual(page.complaints.filter((each) => !each.includes('tracker.example')), [])
})
