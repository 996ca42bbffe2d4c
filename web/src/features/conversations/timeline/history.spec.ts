import { describe, expect, it } from 'vitest'
import { findHistory } from './history'

function hidden(html: string, visible: string): string {
  const mail = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html')
  return findHistory(mail.body, visible).map((element) => element.textContent).join('|')
}

describe('the history in a mail', () => {
  it('is all that stands after the new words', () => expect(hidden('<div>Thanks!<br>Ana</div><div><div>On Monday Zrno wrote:</div><blockquote>Hello</blockquote></div>', 'Thanks!\nAna')).toBe('On Monday Zrno wrote:Hello'))
  it('is found without any quotation marks of the client', () => expect(hidden('<p>Yes, please.</p><hr><p><b>From:</b> Zrno</p><p>Hello</p>', 'Yes, please.')).toBe('|From: Zrno|Hello'))
  it('may be bare text', () => expect(hidden('<div>Yes<br>On Monday Zrno wrote: Hello</div>', 'Yes')).toBe('|On Monday Zrno wrote: Hello'))
  it('is found by the last new words when the text tells links apart', () => expect(hidden('<p>See <a href="https://zrno.example">the list</a> of parts before you order the new valve for it.</p><p>On Monday</p>', 'See the list <https://zrno.example> of parts before you order the new valve for it.')).toBe('On Monday'))
  it('is none when everything is new', () => expect(hidden('<p>Hello</p>', 'Hello')).toBe(''))
  it('is the quotation when the words are not found', () => expect(hidden('<p>Hallo</p><blockquote type="cite">old</blockquote>', 'something else')).toBe('old'))
  it('is none when the mail is nothing but a quotation', () => expect(hidden('<blockquote type="cite">old</blockquote>', '')).toBe(''))
})
