import { shallowRef } from 'vue'
import type { Message } from '@/api'

/** The message that somebody asked to pass on, until the reply box of its conversation takes it up. */
export const passedOn = shallowRef<Message | null>(null)
