import { describe, expect, it } from 'vitest'
import type { Snippet } from '@/api'
import { fillHtml } from './fill'
import { ranked } from './rank'

const snippet = (title: string, part: Partial<Snippet> = {}): Snippet => ({ id: title, title, shortcut: null, language: null, scope: 'everyone', team: null, html: '', text: '', files: [], sequence: 1, updatedAt: '', ...part })
const titles = (found: Snippet[]) => found.map(({ title }) => title)

describe('a snippet', () => {
  it('is filled with what is known, as text, and shows what is not', () => {
    expect(fillHtml('<p>Hi {{ customer.name }}, {{order.number}} {{agent.name}}</p>', { 'customer.name': '<b>{{agent.name}}</b>', 'agent.name': '' }))
      .toBe('<p>Hi &lt;b&gt;{{agent.name}}&lt;/b&gt;, {{order.number}} </p>')
  })

  it('is found by shortcut before title before text, without accents', () => {
    const all = [snippet('Zwrot', { text: 'vracilo' }), snippet('Vračilo kave'), snippet('Kava', { shortcut: 'vracilo' }), snippet('Other')]
    expect(titles(ranked(all, 'vrac'))).toEqual(['Kava', 'Vračilo kave', 'Zwrot'])
    expect(titles(ranked(all, 'vracilo kave'))).toEqual(['Vračilo kave'])
  })

  it('comes in the customer’s language first', () => {
    const all = [snippet('A', { language: 'pl' }), snippet('B'), snippet('C', { language: 'sl' })]
    expect(titles(ranked(all, '', 'sl'))).toEqual(['C', 'B', 'A'])
  })
})
