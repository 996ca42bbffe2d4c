import { post, type Me, type Passkey, type PasskeyCreation, type PasskeyRequest } from '@/api'

const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const text = (buffer: ArrayBuffer | null) => (buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') : undefined)

/** Browsers offer passkeys on https and on localhost, and never for a bare address such as 192.168.0.5. */
export function passkeysWork(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)
}

/** Whether the person closed the browser's question, or let it pass. */
export const wasDismissed = (error: unknown) => error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')

function envelope(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined, clientExtensionResults: {} }
}

/** Makes a passkey on a device of the agent's choice and tells the server its public half. */
export async function makePasskey(password: string | null, name: string): Promise<Passkey> {
  const wanted = await post<PasskeyCreation>('/me/passkeys/creation', { password })
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: bytes(wanted.challenge),
      rp: { id: wanted.host, name: wanted.brand },
      user: { id: bytes(wanted.userHandle), name: wanted.userName, displayName: wanted.displayName },
      pubKeyCredParams: wanted.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: wanted.known.map((id) => ({ type: 'public-key', id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: 300_000,
    },
  })) as PublicKeyCredential
  const response = credential.response as AuthenticatorAttestationResponse
  return post<Passkey>('/me/passkeys', {
    name,
    credential: { ...envelope(credential), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports() } },
  })
}

/** Signs in with a passkey that the browser lets the person choose. */
export async function usePasskey(): Promise<Me> {
  const wanted = await post<PasskeyRequest>('/session/passkey/request')
  const credential = (await navigator.credentials.get({
    publicKey: { challenge: bytes(wanted.challenge), rpId: wanted.host, userVerification: 'required', timeout: 300_000 },
  })) as PublicKeyCredential
  const response = credential.response as AuthenticatorAssertionResponse
  return post<Me>('/session/passkey', {
    credential: { ...envelope(credential), response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle) } },
  })
}
