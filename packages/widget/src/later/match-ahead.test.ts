import type { FaqItem } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { createAhead } from './match-ahead.ts'

const item = (id: string, question: string, answer = '', category = ''): FaqItem => ({
  id,
  question,
  answer,
  category,
})
const shop = [
  item('time', 'How long does delivery take?', 'Small items arrive in 2 to 4 working days.', 'Delivery'),
  item('cost', 'What does delivery cost?', 'Free from 80 euros.', 'Delivery'),
  item('abroad', 'Do you deliver to other countries?', 'All of the European Union.', 'Delivery'),
  item('return', 'How do I return something?', 'You have 30 days.', 'Returns'),
  item('broken', 'My order arrived damaged. What now?', 'Send us a photo.', 'Returns'),
  item('pay', 'How can I pay?', 'By card, PayPal, bank transfer or invoice.', 'Orders'),
  item('cafe', 'Is there a Café in the shop?', 'Yes.', ''),
]
const find = (text: string, entries = shop) => createAhead(entries)(text).map(({ id }) => id)

describe('[WG-8] questions that fit what is typed', () => {
  it.each([
    ['nothing below three letters', 'ho', []],
    ['white space is no letter', '  h  ', []],
    ['a word that is still being typed', 'deliv', ['time', 'cost', 'abroad']],
    ['a whole sentence', 'how do I return something', ['return']],
    ['another form of the word', 'I am returning a chair', ['return']],
    ['the rarer word counts more than the small ones', 'how much does it cost', ['cost']],
    ['capitals and marks do not count', 'CAFE', ['cafe']],
    ['a word of the answer alone is not enough', 'paypal', []],
    ['nothing that fits', 'Do you sell bicycles?', []],
    ['only signs', '?!?!', []],
  ])('%s', (_, text, ids) => {
    expect(find(text)).toEqual(ids)
  })

  it('offers three at most', () => {
    const many = Array.from({ length: 9 }, (_, at) => item(`${at}`, `Delivery question ${at}`))
    expect(find('delivery', many)).toHaveLength(3)
  })

  it.each([
    ['退货怎么办', '如何退货？', '什么时候送到？'],
    ['ارجاع المنتج', 'كيف يمكنني إرجاع المنتج؟', 'كم تستغرق مدة التوصيل؟'],
    ['返品したい', '返品はできますか', '送料はいくらですか'],
    ['zwrot', 'Jak zrobić zwrot?', 'Ile trwa dostawa?'],
  ])('in other scripts and languages: %s', (text, wanted, other) => {
    expect(find(text, [item('other', other), item('wanted', wanted)])).toEqual(['wanted'])
  })

  it('a long text is no question', () => {
    expect(find('deliver '.repeat(30))).not.toEqual([])
    expect(find('deliver '.repeat(40))).toEqual([])
  })
})
