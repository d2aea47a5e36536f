import { describe, expect, it } from 'vitest'
import { fillPlaceholders, leftOpen } from './placeholders.ts'

const known = {
  visitor: { nickname: 'Visitor 1', attributes: { plan: 'gold', empty: '' } },
  agent: 'Ada',
  site: 'Shop',
}

describe('[IN-7] placeholders', () => {
  it('are filled in from what is known', () => {
    const text = 'Hi {{visitor.name}}, {{ agent.name }} of {{site.name}}; {{visitor.attributes.plan}}.'
    expect(fillPlaceholders(text, known)).toEqual({ text: 'Hi Visitor 1, Ada of Shop; gold.', missing: [] })
    const named = { ...known, visitor: { nickname: 'V', attributes: { name: 'Zoë' } } }
    expect(fillPlaceholders('{{visitor.name}} {{visitor.nickname}}', named).text).toBe('Zoë V')
  })

  it('that are not known stay, and are named once', () => {
    const text = '{{order.id}} {{order.id}} {{visitor.attributes.empty}} {{visitor.attributes.toString}}'
    expect(fillPlaceholders(text, known)).toEqual({
      text,
      missing: ['order.id', 'visitor.attributes.empty', 'visitor.attributes.toString'],
    })
    expect(leftOpen(text)[0]).toBe('{{order.id}}')
  })

  it('do not fill in what a value says', () => {
    const odd = { ...known, agent: '{{site.name}}' }
    expect(fillPlaceholders('{{agent.name}}', odd).text).toBe('{{site.name}}')
  })

  it('are not every brace', () => {
    expect(leftOpen('a {b} {{}} {{\n}} {{{x}')).toEqual([])
    expect(leftOpen('{{constructor.constructor("alert(1)")()}} {{a = 1}}')).toEqual([])
  })
})
