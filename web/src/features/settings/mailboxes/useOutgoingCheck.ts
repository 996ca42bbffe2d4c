import { sentOutgoing, type Outgoing } from './outgoing'
import { useServerCheck } from './useServerCheck'

/** Tries the outgoing server: connect, encrypt, sign in. */
export function useOutgoingCheck(outgoing: () => Outgoing, mailbox?: () => string | undefined) {
  return useServerCheck(() => {
    const typed = outgoing()
    return typed.on && typed.host.trim() && Number(typed.port) ? { outgoing: sentOutgoing(typed) } : undefined
  }, mailbox)
}
