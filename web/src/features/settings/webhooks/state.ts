import type { Webhook, WebhookDelivery } from '@/api'

/** How a webhook is doing, in one word. */
export type HookState = 'working' | 'new' | 'failing' | 'paused' | 'gaveUp' | 'gone'

export function stateOf(hook: Webhook): HookState {
  if (!hook.enabled) return hook.disabledFor === 'gone' ? 'gone' : hook.disabledFor ? 'gaveUp' : 'paused'
  if (hook.failingSince) return 'failing'
  return hook.lastSuccessAt ? 'working' : 'new'
}

export const lampOf = (state: HookState) => ({ working: 'ok', new: undefined, failing: 'warn', paused: undefined, gaveUp: 'bad', gone: 'bad' } as const)[state]

export const deliveryLamp = (state: WebhookDelivery['state']) => (state === 'delivered' ? 'ok' : state === 'failed' ? 'bad' : 'warn')
