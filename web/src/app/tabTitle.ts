import { ref, watch } from 'vue'

const page = ref('')
const unread = ref(0)

watch([page, unread], () => {
  const name = page.value ? `${page.value} – Centrala` : 'Centrala'
  document.title = unread.value ? `(${unread.value}) ${name}` : name
})

/** The browser tab: the page's name, with the number of unread conversations before it. */
export function useTabTitle() {
  return { page, unread }
}
