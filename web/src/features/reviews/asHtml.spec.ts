import { expect, it } from 'vitest'
import { asHtml } from './asHtml'

it('keeps what was written as HTML, and makes harmless paragraphs of a text', () => {
  expect(asHtml({ html: '<p><b>Ana</b></p>', text: 'Ana' })).toBe('<p><b>Ana</b></p>')
  expect(asHtml({ html: null, text: 'Ana <3\nkos\n\n& co' })).toBe('<p>Ana &lt;3<br>kos</p><p>&amp; co</p>')
})
