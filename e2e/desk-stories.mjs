// What an agent meets at the desk beside the straight way: a first word from our side, files, held mail, a delivery
// that fails, and being told of new mail while another tab is in front. Runs on the stage that stories.mjs has set.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import nodemailer from 'nodemailer'
import { openWindow, until } from './product.mjs'

const editor = (window) => window.locator('[contenteditable=true]').first()
const pictures = (window) => editor(window).locator('img:not(.ProseMirror-separator)').first()
const files = (window) => window.getByRole('list', { name: 'Attachments' }).getByRole('listitem')

/** One red dot. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Drops or pastes files into the composer as a browser hands them over. */
const hand = (window, how, list) =>
  window.evaluate(([event, given]) => {
    const data = new DataTransfer()
    for (const [name, type, text] of given) {
      const content = type.startsWith('image/') ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : text
      data.items.add(new File([content], name, { type }))
    }
    const place = document.querySelector(event === 'paste' ? '[contenteditable=true]' : '.comp')
    place.dispatchEvent(event === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, [how, list])

export const tellOfTheDesk = (story, stage) => {
  story('a conversation begins from our side and reaches the customer', async () => {
    const { page, mail, api } = stage()
    const before = mail.mails.length
    await page.goto('/inbox/open')
    await page.locator('body').press('c')
    const dialog = page.getByRole('dialog', { name: 'New conversation' })
    await dialog.getByRole('combobox', { name: 'Customer' }).fill('nova@stranka.example')
    await dialog.getByLabel('Subject').fill('Your grinder is ready')
    await dialog.getByRole('button', { name: 'Open conversation' }).click()
    await page.getByRole('heading', { name: 'Your grinder is ready' }).waitFor()
    await page.keyboard.press('r')
    await editor(page).click()
    await page.keyboard.type('You can collect it from Monday.')
    await page.keyboard.press('Control+Enter')
    const sent = await mail.next(before + 1)
    assert.equal(sent.to.value[0].address, 'nova@stranka.example')
    assert.match(sent.subject, /^Your grinder is ready/)
    assert.match(sent.text, /collect it from Monday/)
    await until('the state sent', async () => {
      const [row] = (await api('GET', '/conversations?limit=200')).items.filter((each) => each.subject === 'Your grinder is ready')
      return (await api('GET', `/conversations/${row.id}/messages`)).items.some((each) => each.deliveryState === 'sent')
    })
  })

  story('picked, dropped and pasted files survive a reload and go out with the reply', async () => {
    const { page, mail, open } = stage()
    const before = mail.mails.length
    await open(page, 'Grinder arrived with a broken hopper', 'Done')
    await page.keyboard.press('r')
    await editor(page).click()
    await page.keyboard.type('Here is the label.')
    await page.locator('input[type=file]').first().setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('picked') })
    await hand(page, 'drop', [['dropped.csv', 'text/csv', 'a;b'], ['unwanted.txt', 'text/plain', 'x']])
    await hand(page, 'paste', [['photo.png', 'image/png', PICTURE]])
    await pictures(page).waitFor()
    await until('all files to be kept', async () => (await files(page).getByRole('link').count()) === 3)
    await page.getByRole('button', { name: 'Remove unwanted.txt' }).click()
    await page.getByText('The draft is saved.').first().waitFor()
    await page.reload()
    await until('the files after the reload', async () => (await files(page).getByRole('link').count()) === 2)
    await until('the picture after the reload', async () => pictures(page).evaluate((image) => image.naturalWidth > 0).catch(() => false))
    await editor(page).filter({ hasText: 'Here is the label.' }).waitFor()
    await editor(page).click()
    await page.keyboard.press('Control+Enter')
    const sent = await mail.next(before + 1)
    assert.deepEqual(sent.attachments.map((each) => each.filename).sort(), ['dropped.csv', 'label.txt', 'photo.png'])
    const picture = sent.attachments.find((each) => each.filename === 'photo.png')
    assert.equal(picture.related, true)
    assert.equal(picture.contentDisposition, 'inline')
    assert.equal(sent.attachments.find((each) => each.filename === 'label.txt').content.toString(), 'picked')
    assert.equal(await files(page).count(), 0)
  })

  story('an answer goes to everybody, with a blind copy', async () => {
    const { page, mail, open, writes, conversationOf } = stage()
    const before = mail.mails.length
    await writes('Irena <irena@klient.example>', 'Order for two kitchens', 'Please answer both of us.', { cc: 'Jan <jan@klient.example>' })
    await conversationOf('Order for two kitchens')
    await open(page, 'Order for two kitchens')
    await page.getByRole('button', { name: 'Reply to all 2' }).click()
    await page.getByRole('button', { name: 'Bcc' }).click()
    await page.getByRole('textbox', { name: 'Bcc' }).fill('books@zrno.example')
    await page.keyboard.press('Enter')
    await editor(page).click()
    await page.keyboard.type('Gladly.')
    await page.keyboard.press('Control+Enter')
    const sent = await mail.next(before + 1)
    assert.equal(sent.to.text, 'irena@klient.example')
    assert.equal(sent.cc.text, 'jan@klient.example')
    assert.equal(sent.bcc, undefined)
    assert.deepEqual(sent.envelope.rcptTo.map((each) => each.address).sort(), ['books@zrno.example', 'irena@klient.example', 'jan@klient.example'])
  })

  story('a mail is passed on with its file to somebody else', async () => {
    const { page, mail, open, writes, conversationOf } = stage()
    const before = mail.mails.length
    await writes('petra@klient.example', 'The pump hums', 'It hums since Monday.', { attachments: [{ filename: 'hum.txt', content: 'hmm' }] })
    await conversationOf('The pump hums')
    await open(page, 'The pump hums')
    await page.locator('article').getByRole('button', { name: 'Forward' }).first().click()
    await files(page).getByRole('link', { name: 'hum.txt' }).waitFor()
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('workshop@partner.example')
    await page.keyboard.press('Enter')
    await editor(page).click()
    await page.keyboard.type('Can you repair this?')
    await page.keyboard.press('Control+Enter')
    const sent = await mail.next(before + 1)
    assert.equal(sent.to.text, 'workshop@partner.example')
    assert.match(sent.subject, /^Fwd: The pump hums/)
    assert.match(sent.text, /Can you repair this\?[\s\S]*Forwarded message[\s\S]*petra@klient\.example[\s\S]*It hums since Monday\./)
    assert.equal(sent.attachments[0].filename, 'hum.txt')
    await page.getByText('Passes on an earlier message').waitFor()
  })

  story('a snippet is written once, found by its shortcut and filled for the customer', async () => {
    const { page, mail, open, writes, conversationOf } = stage()
    const before = mail.mails.length
    await page.goto('/settings/snippets')
    await page.getByRole('button', { name: 'Add snippet' }).first().click()
    await page.getByLabel('Title').fill('How to return')
    await page.getByLabel('Shortcut').fill('/return')
    await editor(page).click()
    await page.keyboard.type('Dear {{customer.firstName}}, send it back within 30 days.')
    await page.locator('form').getByRole('button', { name: 'Add snippet' }).click()
    await page.getByRole('heading', { name: 'How to return' }).waitFor()
    await page.locator('.insp input[type=file]').setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('label') })
    await page.locator('.insp').getByRole('link', { name: 'label.txt' }).waitFor()

    await writes('Ana Kovač <ana.vrne@klient.example>', 'I want to return the kettle', 'How?')
    await conversationOf('I want to return the kettle')
    await open(page, 'I want to return the kettle')
    await page.keyboard.press('r')
    await editor(page).click()
    await page.keyboard.type('Hello! /ret')
    await page.getByRole('option', { name: /How to return/ }).waitFor()
    await page.keyboard.press('Enter')
    await editor(page).filter({ hasText: 'Dear Ana, send it back within 30 days.' }).waitFor()
    await files(page).getByRole('link', { name: 'label.txt' }).waitFor()
    await page.keyboard.press('Control+Enter')
    const sent = await mail.next(before + 1)
    assert.match(sent.text, /Hello!\s+Dear Ana, send it back within 30 days\./)
    assert.doesNotMatch(sent.text, /\/ret|\{\{/)
    assert.equal(sent.attachments[0].filename, 'label.txt')
  })

  story('a macro shows what it will do, does it in one step and can be taken back', async () => {
    const { page, mail, api, open, writes, conversationOf } = stage()
    const before = mail.mails.length
    await page.goto('/settings/macros/new')
    await page.getByLabel('Title').fill('Valve is on its way')
    await page.getByRole('textbox', { name: 'Reply to the customer' }).click()
    await page.keyboard.type('Dear {{customer.firstName}}, the valve is on its way.')
    await page.getByRole('combobox', { name: 'Status' }).selectOption('pending')
    await page.getByLabel('Assign to').selectOption('me')
    await page.getByLabel('Add tags').fill('valve')
    await page.locator('form').getByRole('button', { name: 'Add macro' }).click()
    await page.getByRole('heading', { name: 'Valve is on its way' }).waitFor()

    await writes('Marko Zupan <marko.ventil@klient.example>', 'The valve drips again', 'It drips.')
    const waiting = await conversationOf('The valve drips again')
    await open(page, 'The valve drips again')
    await page.locator('body').press('m')
    const dialog = page.getByRole('dialog', { name: 'Run a macro' })
    await dialog.getByRole('combobox').fill('valve')
    await dialog.getByText('Dear Marko, the valve is on its way.').waitFor()
    await dialog.getByText('Status becomes Pending').waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const now = await conversationOf('The valve drips again')
    assert.equal(now.id, waiting.id)
    assert.equal(now.status, 'pending')
    assert.deepEqual(now.tags, ['valve'])
    const said = async () => (await api('GET', `/conversations/${waiting.id}/messages`)).items.at(-1)
    assert.match((await said()).text, /Dear Marko, the valve is on its way\./)
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await until('the fields of before', async () => {
      const back = await conversationOf('The valve drips again')
      return back.status === 'new' && back.tags.length === 0 && back.assignee === null
    })
    await editor(page).filter({ hasText: 'Dear Marko, the valve is on its way.' }).waitFor()
    assert.equal((await said()).direction, 'inbound')
    assert.equal(mail.mails.length, before)
  })

  story('a reply waits for its time and can be taken back until then', async () => {
    const { page, mail, open } = stage()
    const before = mail.mails.length
    await open(page, 'The pump hums')
    await page.keyboard.press('r')
    await editor(page).click()
    await page.keyboard.type('See you tomorrow.')
    await page.getByRole('button', { name: 'Send options' }).click()
    await page.getByRole('menuitem', { name: /Send later/ }).click()
    await page.getByRole('dialog', { name: 'Send later' }).getByRole('button', { name: /Tomorrow morning/ }).click()
    await page.locator('.delivery').getByText(/^Leaves .*08:00/).waitFor()
    await page.getByRole('button', { name: 'Take back and edit' }).click()
    await editor(page).filter({ hasText: 'See you tomorrow.' }).waitFor()
    await page.locator('.delivery').getByText(/^Leaves .*08:00/).waitFor({ state: 'detached' })
    assert.equal(mail.mails.length, before)
    await editor(page).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
  })

  story('a delivery that really fails says why, and is tried again by hand', async () => {
    const { page, mail, api, open, writes, conversationOf } = stage()
    mail.refuse.add('moved@klient.example')
    await writes('moved@klient.example', 'Is my machine ready', 'Please tell me.')
    const conversation = await conversationOf('Is my machine ready')
    await api('POST', `/conversations/${conversation.id}/messages`, { audience: 'customer', channel: 'email', text: 'It is ready.' })
    await open(page, 'Is my machine ready')
    await page.getByText('The message was not sent.').waitFor({ timeout: 40_000 })
    await page.getByText(/Nobody of this name here/).waitFor()
    mail.refuse.clear()
    const before = mail.mails.length
    await page.getByRole('button', { name: 'Send again' }).click()
    const sent = await mail.next(before + 1)
    assert.match(sent.text, /It is ready\./)
    await page.getByText('Sent', { exact: true }).last().waitFor()
  })

  story('held mail says why, is downloaded, replayed and deleted', async () => {
    const { page, product } = stage()
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: product.smtp, ignoreTLS: true })
    const raw = `From: Mallory <mallory@klient.example>\r\nTo: podpora@zrno.example\r\nSubject: A thousand parts\r\nMessage-ID: <parts@klient.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(1500)}--b--\r\n`
    await transport.sendMail({ envelope: { from: 'mallory@klient.example', to: 'podpora@zrno.example' }, raw })
    transport.close()
    await page.goto('/settings/quarantine')
    await until('the held mail', async () => {
      await page.reload()
      return page.getByRole('link', { name: 'A thousand parts' }).waitFor({ timeout: 2_000 }).then(() => true, () => false)
    })
    await page.getByRole('link', { name: 'A thousand parts' }).click()
    await page.locator('.banner.warn').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()])
    assert.match(download.suggestedFilename(), /\.eml$/)
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.getByText(/still cannot be read/).first().waitFor()
    await page.getByRole('link', { name: 'A thousand parts' }).waitFor() // it is as unreadable as before
    await page.getByRole('button', { name: 'Delete' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Nothing is held').waitFor()
  })

  story('a card number is found, offered and removed for good, with a trace', async () => {
    const { page, api, open, writes, conversationOf } = stage()
    await writes('karta@klient.example', 'Payment by card', 'Please charge 4111 1111 1111 1111 once more.')
    const conversation = await conversationOf('Payment by card')
    await open(page, 'Payment by card')
    await page.getByText('This looks like a card number.').waitFor()
    await page.locator('.delivery').getByRole('button', { name: 'Redact' }).click()
    const dialog = page.getByRole('dialog', { name: 'Redact' })
    await dialog.getByText('4111 1111 1111 1111').waitFor()
    await dialog.getByRole('button', { name: 'Remove for good' }).click()
    await page.getByText('Please charge █████ once more.').first().waitFor()
    await page.getByText('removed words from a message for good').waitFor()
    assert.doesNotMatch(JSON.stringify(await api('GET', `/conversations/${conversation.id}/messages`)), /4111/)
  })

  story('a conversation is printed without the tools around it', async () => {
    const { page, open } = stage()
    await open(page, 'The pump hums')
    await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)))
    await page.getByRole('button', { name: 'Print or save' }).click()
    await page.getByRole('menuitem', { name: 'Print', exact: true }).click()
    await page.waitForFunction(() => globalThis.printed)
    await page.emulateMedia({ media: 'print' })
    await page.getByText('It hums since Monday.').first().waitFor()
    assert.equal(await editor(page).isVisible(), false)
    assert.equal(await page.getByRole('navigation').first().isVisible(), false)
    await page.emulateMedia({ media: null })
    await page.getByRole('button', { name: 'Print or save' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save as PDF', exact: true }).click()])
    assert.match(file.suggestedFilename(), /^conversation-\d+\.pdf$/)
    assert.equal((await readFile(await file.path())).subarray(0, 5).toString(), '%PDF-')
    await page.getByText(/is saved as PDF/).waitFor()
  })

  story('new mail shows a notification and a number on the tab while another tab is in front', async () => {
    const { browser, product, page, api, conversationOf, writes } = stage()
    const me = (await api('GET', '/agents')).items.find((each) => each.role === 'owner').id
    await writes('zala@klient.example', 'Beans for the office', 'Do you deliver?')
    const conversation = await conversationOf('Beans for the office')
    await api('PATCH', `/conversations/${conversation.id}`, { assignee: me })
    const window = await openWindow(browser, product, { storageState: await page.context().storageState() })
    await window.context().grantPermissions(['notifications'], { origin: product.url })
    await window.addInitScript(() => {
      globalThis.shown = []
      const Real = globalThis.Notification
      globalThis.Notification = class extends Real {
        constructor(title, options) {
          super(title, options)
          globalThis.shown.push([title, options.body])
        }
      }
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }) // a headless tab is always in front
    })
    await window.goto('/inbox/mine')
    await window.locator('a.li').first().waitFor()
    await window.waitForFunction(() => /^\(\d+\) /.test(document.title))
    const unread = Number(/^\((\d+)\)/.exec(await window.title())[1])
    await writes('marko@klient.example', 'Where is my parcel', 'It was due on Friday.')
    await window.waitForFunction(() => globalThis.shown.length === 1)
    assert.deepEqual(await window.evaluate(() => globalThis.shown[0]), ['New message from marko@klient.example', 'Where is my parcel'])
    await api('PATCH', `/conversations/${(await conversationOf('Where is my parcel')).id}`, { assignee: me })
    await window.waitForFunction((more) => document.title.startsWith(`(${more}) `), unread + 1)
    await window.context().close()
  })

  story('an encrypted mail and an invitation say what they are', async () => {
    const { page, open, writes, conversationOf } = stage()
    await writes('lara@klient.example', 'Sealed', '', { attachments: [{ filename: 'smime.p7m', contentType: 'application/pkcs7-mime; smime-type=enveloped-data', content: Buffer.from('MAAA', 'base64') }] })
    await conversationOf('Sealed')
    await open(page, 'Sealed')
    await page.getByText(/Encrypted with S\/MIME/).waitFor()
    const calendar = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Collection of the grinder', 'DTSTART:20271125T090000Z', 'DTEND:20271125T103000Z', 'SEQUENCE:1', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
    await writes('lara@klient.example', 'When you come', 'See you then.', { icalEvent: { method: 'REQUEST', content: calendar } })
    await conversationOf('When you come')
    await open(page, 'When you come')
    const card = page.getByRole('region', { name: 'Appointment' })
    await card.getByText('Collection of the grinder').waitFor()
    await card.getByText('Changed', { exact: true }).waitFor()
    await card.getByText(/25 November 2027.*10:00.*11:30/).waitFor() // the window's clock is that of Ljubljana
  })

  story('an inbox tells customers that their mail has come, in words of its own', async () => {
    const { page, mail, writes } = stage()
    const before = mail.mails.length
    await page.goto('/settings/inboxes')
    await page.getByRole('link', { name: 'Support' }).first().click()
    await page.getByRole('switch', { name: 'English' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Say what customers shall read').waitFor()
    await page.getByLabel('Message').fill('Thank you, {{customer.name}}. Your number is {{conversation.number}}.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Inbox saved').waitFor()
    await writes('Ela <ela@klient.example>', 'A first word', 'Hello?')
    const told = await mail.next(before + 1)
    assert.match(told.text, /Thank you, Ela\. Your number is \d+\./)
    assert.equal(told.headers.get('auto-submitted'), 'auto-replied')
    await page.getByRole('switch', { name: 'English' }).uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Inbox saved').last().waitFor()
  })
}
