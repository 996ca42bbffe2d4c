// The product as a user starts it: the launcher on a fresh data directory, a mail server that takes what it sends,
// a mail client for customers, and a browser.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simpleParser } from 'mailparser'
import nodemailer from 'nodemailer'
import { chromium } from 'playwright-core'
import { SMTPServer } from 'smtp-server'

const HERE = dirname(fileURLToPath(import.meta.url))
const LAUNCHER = process.env.CENTRALA_LAUNCHER ?? join(HERE, '..', 'centrala')
const BROWSER = process.env.CENTRALA_BROWSER ?? '/usr/bin/chromium'
export const KEY = 'the-key-of-the-browser-stories-0001'
export const OWNER = { name: 'Tina Zore', email: 'tina@zrno.example', password: 'kava na vroči peči 8' }

export const until = async (what, check, ms = 30_000) => {
  const end = Date.now() + ms
  for (;;) {
    const found = await check()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** Starts the product on a fresh data directory and waits until it is ready. */
export const startProduct = async (...options) => {
  const data = await mkdtemp(join(tmpdir(), 'centrala-story-'))
  const [http, smtp] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${http}`
  let output = ''
  const child = spawn(
    LAUNCHER,
    ['run', '--data-dir', data, '--http-port', String(http), '--smtp-port', String(smtp), ...options],
    { env: { ...process.env, CENTRALA_BOOTSTRAP_TOKEN: KEY, CENTRALA_PUBLIC_URL: `http://localhost:${http}` }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let ended = false
  child.on('exit', () => (ended = true))
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await until('the product', async () => {
    if (ended) throw new Error(`the product ended:\n${output.slice(-4000)}`)
    return fetch(`${url}/health`).then((answer) => answer.ok, () => false)
  }, 180_000)
  const stop = async () => {
    const gone = new Promise((resolve) => (ended ? resolve() : child.on('exit', resolve)))
    child.kill('SIGTERM')
    await gone
    await rm(data, { recursive: true, force: true })
  }
  const setupCode = () => until('the set-up code', () => /code ([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(output)?.[1])
  return { url, smtp, data, stop, setupCode, output: () => output }
}

/** A program of the shop, with the owner's key. */
export const apiOf = (product) => async (method, path, body, headers = {}) => {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${KEY}`, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    body: body ? JSON.stringify(body) : undefined,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}

/** The customers' mail server: takes every mail, unless told to refuse its recipient, and keeps it, parsed. */
export const startMailServer = async () => {
  const mails = []
  const refuse = new Set()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (recipient, session, done) =>
      done(refuse.has(recipient.address) ? Object.assign(new Error('5.1.1 Nobody of this name here'), { responseCode: 550 }) : undefined),
    onData: (stream, session, done) =>
      simpleParser(stream).then((mail) => {
        mails.push({ ...mail, envelope: session.envelope })
        done()
      }, done),
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.server.address().port,
    mails,
    refuse,
    next: (count) => until(`mail ${count}`, () => mails[count - 1], 40_000),
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Sends a customer's mail to the product's SMTP port. */
export const customerWrites = async (product, mail) => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: product.smtp, ignoreTLS: true })
  await transport.sendMail(mail)
  transport.close()
}

export const startBrowser = () =>
  chromium.launch({
    executablePath: BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })

/** A window of somebody's own: cookies, language, size. What the page complains of is collected. */
export const openWindow = async (browser, product, options = {}) => {
  const context = await browser.newContext({
    baseURL: product.url, locale: 'en-GB', timezoneId: 'Europe/Ljubljana', viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce', ...options,
  })
  const page = await context.newPage()
  page.complaints = []
  page.on('pageerror', (error) => page.complaints.push(String(error)))
  page.on('console', (line) => {
    if (/Content Security Policy|Refused to/.test(line.text())) page.complaints.push(line.text())
  })
  page.setDefaultTimeout(20_000)
  return page
}
