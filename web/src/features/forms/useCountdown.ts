import { computed, onUnmounted, ref } from 'vue'

/** Counts down to a moment, in whole seconds, as `m:ss`. */
export function useCountdown() {
  const until = ref(0)
  const now = ref(Date.now())
  const left = computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000)))
  const clock = computed(() => `${Math.floor(left.value / 60)}:${String(left.value % 60).padStart(2, '0')}`)
  let timer: ReturnType<typeof setInterval> | undefined

  function start(seconds: number): void {
    clearInterval(timer)
    now.value = Date.now()
    until.value = now.value + seconds * 1000
    timer = setInterval(() => {
      now.value = Date.now()
      if (!left.value) clearInterval(timer)
    }, 250)
  }

  onUnmounted(() => clearInterval(timer))
  return { left, clock, start }
}
