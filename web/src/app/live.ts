import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Doing, Id, LiveFrame } from '@/api'
import { LiveConnection } from './liveConnection'

type Listener = (frame: LiveFrame) => void

function openSocket() {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`)
}

/** What the server tells by itself: frames for whoever listens, and whether the connection stands. */
export const useLive = defineStore('live', () => {
  const connected = ref(false)
  /** True after three seconds without a connection: before that nobody needs to know. */
  const away = ref(false)
  const listeners = new Set<Listener>()
  let awayTimer: ReturnType<typeof setTimeout> | undefined

  const connection = new LiveConnection({
    open: openSocket,
    onFrame: (frame) => listeners.forEach((listen) => listen(frame)),
    onState: (state) => {
      connected.value = state
      clearTimeout(awayTimer)
      if (state) away.value = false
      else awayTimer = setTimeout(() => (away.value = true), 3000)
    },
  })
  window.addEventListener('online', () => connection.wake())

  return {
    connected,
    away,
    start: () => connection.start(),
    stop: () => connection.stop(),
    watch: (conversation: Id) => connection.watch(conversation),
    unwatch: (conversation: Id) => connection.unwatch(conversation),
    presence: (conversation: Id, doing: Doing | 'away') => connection.presence(conversation, doing),
    listen: (listener: Listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
})
