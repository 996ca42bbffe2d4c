import { ref } from 'vue'
import type { Id } from '@/api'

/** Of which conversation messages are being split off, and which were chosen already: asked for by a message or by key. */
export const splitting = ref<{ conversation: Id; messages: Id[] } | null>(null)
