// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, it } from 'vitest'
import { RichText } from './rich-text.tsx'

function html(text: string): string {
  const root = document.createElement('div')
  render(<RichText text={text} />, root)
  return root.innerHTML
}

it('[CV-9] shows marks as elements', () => {
  expect(html('**a**\n`b`\n\n1. c')).toBe(
    '<p dir="auto"><strong>a</strong><br><code dir="ltr">b</code></p><ol start="1"><li dir="auto">c</li></ol>',
  )
})

it('[G03] gives each link its rel', () => {
  expect(html('https://x.example/')).toContain(
    '<a href="https://x.example/" target="_blank" rel="noopener noreferrer nofollow ugc">',
  )
})

it('[G01] makes no element of what looks like one', () => {
  const vectors = ['<img src=x onerror=alert(1)>', '<svg/onload=alert(1)>', '"><script>alert(1)</script>']
  for (const vector of vectors) {
    const root = document.createElement('div')
    render(<RichText text={`${vector} **${vector}** [${vector}](https://x.example/)`} />, root)
    expect(root.querySelectorAll('img, svg, script')).toHaveLength(0)
    expect(root.textContent).toContain(vector)
  }
})
