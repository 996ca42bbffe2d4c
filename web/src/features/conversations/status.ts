import type { Priority, Status } from '@/api'

/** New and open wait for us, pending and on hold for somebody else, solved and closed for nobody. */
export const lampOf: Record<Status, 'live' | 'warn' | 'ok' | undefined> = { new: 'live', open: 'live', pending: 'warn', on_hold: 'warn', solved: 'ok', closed: undefined }

/** What an agent may choose; `new` and `closed` come by themselves. */
export const choosableStatuses: readonly Status[] = ['open', 'pending', 'on_hold', 'solved']
export const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']
