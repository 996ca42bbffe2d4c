// How people come in, what they may do and how they leave. Runs on the stage that stories.mjs has set.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { openWindow, until } from './product.mjs'

const JANA = 'jana.mlakar@zrno.example'
const PASSWORDS = ['kava s smetano 11', 'kava brez smetane 12']

/** What an authenticator app shows for a key (RFC 6238), so many steps from now. */
const codeOf = (key, later = 0) => {
  const bits = [...key.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const hash = createHmac('sha1', bytes).update(step).digest()
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const tellOfPeople = (story, stage) => {
  const letterTo = (mail, address, subject) =>
    until(`the letter to ${address}`, () => mail.mails.find((each) => each.to.value[0].address === address && subject.test(each.subject)))
  const linkIn = (letter) => new URL(/https?:\/\/\S+\/invitation\/\S+/.exec(letter.text)[0]).pathname
  const inbox = (window) => window.getByRole('link', { name: /All open/ }).or(window.getByRole('button', { name: /All open/ })).first()
  const signIn = async (window, password) => {
    await window.goto('/sign-in')
    await window.getByLabel('E-mail', { exact: true }).fill(JANA)
    await window.getByLabel('Password', { exact: true }).fill(password)
    await window.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  story('somebody is invited by mail and by a link, and gets a new password by mail', async () => {
    const { page, mail, browser, product, accessible } = stage()
    await page.goto('/settings/people/new')
    await page.getByLabel('E-mail', { exact: true }).fill(JANA)
    await page.getByLabel('Also send it by mail').check()
    await page.getByRole('button', { name: 'Create invitation' }).click()
    await page.getByText('Also sent by mail.').waitFor()
    await page.getByRole('button', { name: 'Show as QR' }).click()
    await page.getByRole('img', { name: 'The link as a QR code' }).waitFor()
    await accessible(page, 'an invitation')
    const handed = await page.getByLabel(`Invitation link: ${JANA}`).inputValue()
    const path = linkIn(await letterTo(mail, JANA, /invitation/))
    assert.equal(new URL(handed).pathname, path)

    const jana = await openWindow(browser, product)
    await jana.goto(path)
    await jana.getByLabel('Your name').fill('Jana Mlakar')
    await jana.getByLabel('New password').fill(PASSWORDS[0])
    await jana.getByRole('button', { name: 'Set password and sign in' }).click()
    await inbox(jana).waitFor()
    await jana.goto(path)
    await jana.getByText('This link no longer works').waitFor()

    await jana.context().clearCookies()
    await jana.goto('/sign-in')
    await jana.getByRole('button', { name: 'Forgot the password?' }).click()
    await jana.getByLabel('E-mail', { exact: true }).fill(JANA)
    await jana.getByRole('button', { name: 'Send me a link' }).click()
    await jana.getByText('Look into your mail').waitFor()
    await jana.goto(linkIn(await letterTo(mail, JANA, /new password/)))
    await jana.getByLabel('New password').fill(PASSWORDS[1])
    await jana.getByRole('button', { name: 'Set password and sign in' }).click()
    await inbox(jana).waitFor()
    await jana.context().close()
  })

  story('a role of one’s own asks for a second factor, which is set up at the next sign-in', async () => {
    const { page, browser, product, accessible } = stage()
    await page.goto('/settings/roles')
    await page.getByRole('button', { name: 'Copy a role' }).click()
    await page.getByRole('menuitem', { name: 'Agent', exact: true }).click()
    await page.getByLabel('Name of the role').fill('Parts desk')
    await page.getByLabel('Parts desk: Reply to customers').uncheck()
    await accessible(page, 'a role being made')
    await page.getByRole('button', { name: 'Create role' }).click()
    await page.getByText('Role created').waitFor()
    await page.getByLabel('Parts desk: Second factor required').check()
    await page.getByText('Parts desk: a second factor is asked for').waitFor()
    await page.goto('/settings/people')
    await page.getByRole('link', { name: 'Jana Mlakar' }).click()
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'Parts desk' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Person saved').waitFor()

    const jana = await openWindow(browser, product)
    await signIn(jana, PASSWORDS[1])
    await jana.getByText('One more step').waitFor()
    await jana.goto('/inbox/open')
    await jana.getByText('One more step').waitFor()
    const key = await jana.locator('code').first().innerText()
    await accessible(jana, 'the second factor being set up')
    await jana.getByLabel('Code of the app').fill(codeOf(key))
    await jana.getByRole('button', { name: 'Confirm' }).click()
    const spare = await jana.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').first().innerText()
    await jana.getByRole('button', { name: 'I have kept them' }).click()
    await inbox(jana).waitFor()

    await jana.context().clearCookies()
    await signIn(jana, PASSWORDS[1])
    await jana.getByLabel('Code', { exact: true }).fill(codeOf(key, 1))
    await jana.getByRole('button', { name: 'Sign in', exact: true }).click()
    await inbox(jana).waitFor()
    await jana.context().clearCookies()
    await signIn(jana, PASSWORDS[1])
    await jana.getByLabel('Code', { exact: true }).fill(spare)
    await jana.getByRole('button', { name: 'Sign in', exact: true }).click()
    await inbox(jana).waitFor()
    await jana.context().close()
  })

  story('who leaves hands the work over, and the audit trail tells it', async () => {
    const { page, api, accessible } = stage()
    const { items: people } = await api('GET', '/agents?limit=200')
    const jana = people.find((each) => each.email === JANA)
    const owner = people.find((each) => each.role === 'owner')
    const { items: [team] } = await api('GET', '/teams')
    await api('PATCH', `/agents/${jana.id}`, { teams: [team.id] })
    const { id } = await api('POST', '/conversations', { subject: 'To be handed over', customer: { email: 'ana@posta.example' }, assignee: jana.id })
    await page.goto(`/settings/people/${jana.id}`)
    await page.getByRole('button', { name: 'Deactivate' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 open conversation').waitFor()
    await dialog.getByLabel('Open conversations go to').selectOption({ label: owner.name })
    await accessible(page, 'somebody who leaves')
    await dialog.getByRole('button', { name: 'Deactivate' }).click()
    await page.getByRole('button', { name: 'Activate again' }).waitFor()
    assert.equal((await api('GET', `/conversations/${id}`)).assignee, owner.id)

    await page.goto('/settings/audit?kind=agent.')
    await page.getByRole('row', { name: /changed a person.*Jana Mlakar.*deactivated/ }).first().waitFor()
    await accessible(page, 'the audit trail')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()])
    assert.match(await readFile(await file.path(), 'utf8'), /agent\.changed,agent,/)
  })

  story('a passkey opens the door without password and code', async () => {
    const { browser, product, owner, accessible } = stage()
    const window = await openWindow(browser, { ...product, url: product.url.replace('127.0.0.1', 'localhost') })
    const devtools = await window.context().newCDPSession(window)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    })
    await window.goto('/sign-in')
    await accessible(window, 'sign-in with a passkey')
    await window.getByLabel('E-mail', { exact: true }).fill(owner.email)
    await window.getByLabel('Password', { exact: true }).fill(owner.password)
    await window.getByRole('button', { name: 'Sign in', exact: true }).click()
    await inbox(window).waitFor()
    await window.goto('/settings/profile')
    await window.getByRole('button', { name: 'Add a passkey' }).click()
    await window.getByLabel('Name', { exact: true }).last().fill('Laptop')
    await window.getByLabel('Your password').fill(owner.password)
    await window.getByRole('button', { name: 'Make the passkey' }).click()
    await window.getByText('Passkey added').waitFor()
    await window.context().clearCookies()
    await window.goto('/sign-in')
    await window.getByRole('button', { name: 'Use a passkey' }).click()
    await inbox(window).waitFor()
    await window.goto('/settings/profile')
    await window.getByRole('button', { name: 'Remove Laptop' }).click()
    await window.getByText('Passkey removed').waitFor()
    await window.context().clearCookies()
    await window.goto('/sign-in')
    await window.getByRole('button', { name: 'Use a passkey' }).click()
    await window.getByText('This passkey opens nothing here').waitFor()
    await window.context().close()
  })
}
