// A real OpenID provider on the loopback, for tests: `node identity-provider.mjs REDIRECT_URI` prints its address. Whoever
// comes is signed in at once as the account that POST /control chose last; `spoil` there makes its tokens wrong.
import http from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, decodeJwt, importJWK } from 'jose'
import { Provider } from 'oidc-provider'

const redirect = process.argv[2]
const secret = 'a-secret-of-the-tests-only'
let account = { sub: 'nobody' }
let spoil = {}
let broken = false
let keys = 0
let signing
let provider
let issuer

async function freshKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: `key-${++keys}`, alg: 'RS256', use: 'sig' }
}

/** A provider with a new signing key, as after a rotation: what it signed before is not known any more. */
async function begin() {
  signing = await freshKey()
  provider = new Provider(issuer, {
    clients: [{ client_id: 'centrala', client_secret: secret, redirect_uris: [redirect], grant_types: ['authorization_code'] }],
    jwks: { keys: [signing] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ ...account, sub: id }) }),
    loadExistingGrant: async context => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
  })
}

async function read(request) {
  let text = ''
  for await (const piece of request) text += piece
  return text ? JSON.parse(text) : {}
}

async function interaction(request, response) {
  const { prompt } = await provider.interactionDetails(request, response)
  const result = account.refuses
    ? { error: 'access_denied', error_description: 'the person said no' }
    : prompt.name === 'login' ? { login: { accountId: account.sub } } : { consent: {} }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

/** The token response with another ID token in it: signed with the provider's key, or one that nobody knows. */
async function spoilt(body) {
  const answer = JSON.parse(body)
  if (!answer.id_token) return body
  const claims = { ...decodeJwt(answer.id_token), ...spoil.claims }
  const key = spoil.key ? { ...(await freshKey()), kid: signing.kid } : signing
  answer.id_token = spoil.unsigned
    ? [JSON.stringify({ alg: 'none' }), JSON.stringify(claims)].map(part => Buffer.from(part).toString('base64url')).join('.') + '.'
    : await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(await importJWK(key, 'RS256'))
  return JSON.stringify(answer)
}

function spoiling(response) {
  const pieces = []
  const end = response.end.bind(response)
  response.write = piece => pieces.push(Buffer.from(piece))
  response.end = piece => {
    if (piece) pieces.push(Buffer.from(piece))
    void spoilt(Buffer.concat(pieces).toString()).then(body => {
      response.setHeader('content-length', Buffer.byteLength(body))
      end(body)
    })
  }
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/control') {
    const wanted = await read(request)
    if (wanted.account) account = wanted.account
    spoil = wanted.spoil ?? {}
    broken = wanted.broken ?? false
    if (wanted.rotate) await begin()
    response.end('{}')
  } else if (broken) {
    response.writeHead(500).end('broken')
  } else if (request.url.startsWith('/interaction/')) {
    await interaction(request, response)
  } else {
    if (request.url === '/token' && Object.keys(spoil).length) spoiling(response)
    provider.callback()(request, response)
  }
})

server.listen(0, '127.0.0.1', async () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  await begin()
  console.log(issuer)
})
process.stdin.on('end', () => process.exit(0)).resume()
