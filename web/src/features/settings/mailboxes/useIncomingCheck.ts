import { sentIncoming, type Incoming } from './incoming'
import { useServerCheck } from './useServerCheck'

/** Tries the server that mail is fetched from: connect, encrypt, sign in, open the folders. */
export function useIncomingCheck(incoming: () => Incoming, mailbox?: () => string | undefined) {
  return useServerCheck(() => {
    const typed = incoming()
    return typed.type === 'imap' && typed.host.trim() && Number(typed.port) ? { incoming: sentIncoming(typed) } : undefined
  }, mailbox)
}
