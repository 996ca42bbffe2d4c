import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { isSimple, RichText } from './RichText'

const drawn = (html: string, quote = false) => mount(RichText, { props: { html, quote, visibleText: 'Thanks' } }).element.innerHTML

describe('a simple mail', () => {
  it('is words, emphasis, lists and links', () => {
    expect(isSimple('<div dir="ltr"><p>Hi <b>you</b></p><ul><li>one</li></ul><a href="https://zrno.example">list</a></div>')).toBe(true)
    expect(isSimple('<table><tr><td>1</td></tr></table>')).toBe(false)
    expect(isSimple('<p style="background: red">Hi</p>')).toBe(false)
  })

  it('brings nothing along but the listed elements', () => {
    expect(drawn('<p onclick="x()" style="position:fixed">Hi <em>you</em></p>')).toBe('<p>Hi <em>you</em></p>')
    expect(drawn('<script>x()</script><a href="javascript:x()">go</a>')).not.toContain('<')
    expect(drawn('<a href="https://zrno.example/a">go</a>')).toBe('<a href="https://zrno.example/a" target="_blank" rel="noopener noreferrer">go</a>')
  })

  it('hides its history until asked', () => {
    const html = '<p>Thanks</p><div>old words</div>'
    expect(drawn(html)).not.toContain('old words')
    expect(drawn(html, true)).toContain('old words')
  })

  it('calls whoever is named in a note by the name of today, and nobody in a mail', () => {
    const html = '<p><span data-mention="agent:1">@Ana</span> and <span data-mention="agent:2">@Old</span></p>'
    const nameOf = (mention: string) => ({ name: mention === 'agent:1' ? 'Ana Kos' : undefined, me: mention === 'agent:1' })
    const note = mount(RichText, { props: { html, visibleText: '', nameOf } }).element.innerHTML
    expect(note).toBe('<p><span class="mention me">@Ana Kos</span> and <span class="mention">@Old</span></p>')
    expect(drawn(html)).toBe('<p>@Ana and @Old</p>')
  })
})
