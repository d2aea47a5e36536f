import { describe, expect, test } from 'vitest'
import { readFeed } from './read-feed.ts'

describe('[IN-19] a feed', () => {
  test('in CSV is read by the usual names of columns, with any delimiter', () => {
    const csv =
      '\ufeffg:id;g:title;g:link;g:image_link;g:price\n1;"Lamp; red";https://s.example/1;javascript:x;9 €\n2;;;;\n'
    expect(readFeed(csv)).toEqual({
      products: [
        { id: '1', title: 'Lamp; red', text: '', price: '9 €', image: '', url: 'https://s.example/1' },
      ],
      skipped: 1,
    })
  })

  test('in JSON is a list, or has one', () => {
    const row = { SKU: 7, name: 'Chair', description: 'A\n chair', price: 20.5, odd: { x: 1 } }
    const expected = {
      products: [{ id: '7', title: 'Chair', text: 'A chair', price: '20.5', image: '', url: '' }],
      skipped: 0,
    }
    expect(readFeed(JSON.stringify([row]))).toEqual(expected)
    expect(readFeed(JSON.stringify({ meta: 1, products: [row] }))).toEqual(expected)
    expect(readFeed(JSON.stringify([row, null, 4]))).toMatchObject({ skipped: 2 })
  })

  test('loses what no store takes', () => {
    const { products } = readFeed(String.raw`[{"id":"1\u0000","title":"La\ud800mp"}]`) as {
      products: object[]
    }
    expect(products).toEqual([expect.objectContaining({ id: '1', title: 'Lamp' })])
  })

  test.each(['', ' \n', '{', '{"a":1}', 'a,b\n1,2', 'title\n"x'])('that is none says why: %j', (text) => {
    expect(readFeed(text)).toHaveProperty('problem')
  })
})
