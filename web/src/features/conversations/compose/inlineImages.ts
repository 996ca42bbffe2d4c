import type { Attachment } from '@/api'

const each = (html: string, files: Attachment[], swap: (html: string, url: string, cid: string) => string) =>
  files.reduce((text, file) => (file.contentId ? swap(text, `src="${file.url}"`, `src="cid:${file.contentId}"`) : text), html)

/** Pictures as a mail names them, by content id: so the draft and the message keep them. */
export const toContentIds = (html: string, files: Attachment[]) => each(html, files, (text, url, cid) => text.replaceAll(url, cid))

/** Pictures as the editor shows them, from the draft. */
export const toAddresses = (html: string, files: Attachment[]) => each(html, files, (text, url, cid) => text.replaceAll(cid, url))
