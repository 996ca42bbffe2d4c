import { ref } from 'vue'
import { remove } from '@/api'
import { useProblem } from '@/ui'

/** Asks, then deletes; a refusal stays readable in the question. */
export function useRemoval(path: () => string, done: () => void | Promise<unknown>) {
  const asking = ref(false)
  const busy = ref(false)
  const problem = ref('')
  const say = useProblem()

  function ask(): void {
    problem.value = ''
    asking.value = true
  }

  async function confirm(): Promise<void> {
    busy.value = true
    try {
      await remove(path())
      asking.value = false
      await done()
    } catch (error) {
      problem.value = say(error)
    } finally {
      busy.value = false
    }
  }

  return { asking, busy, problem, ask, confirm }
}
