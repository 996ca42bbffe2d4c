export { snippetFiles, useUsableSnippets } from './api'
export { fillHtml } from './fill'
export { default as SnippetMenu } from './SnippetMenu.vue'
export { useSnippetMenu } from './useSnippetMenu'
