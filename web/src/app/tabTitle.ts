import { ref, watch } from 'vue'

const page = ref('')
const unread = ref(0)

watch([page, unread], () => {
  const name = page.value ? `${page.value} – Centrala` : 'Centrala'
  document.title = unread.value ? `(${unread.value}) ${name}` : name
  document.querySelector('link[rel=icon]')?.setAttribute('href', unread.value ? '/logo-lamp.svg' : '/logo-mark.svg')
})

/** The browser tab: the page's name, with the number of unread conversations before it, and a lamp on the icon. */
export function useTabTitle() {
  return { page, unread }
}
