/** Puts the signs of the Markdown subset around what is selected, and takes them away again. Pure. */
export type Mark = 'bold' | 'italic' | 'code' | 'link' | 'list'

export interface Marked {
  text: string
  /** What is selected afterwards. */
  from: number
  to: number
}

const around = { bold: '**', italic: '*', code: '`' } as const

export function mark(text: string, from: number, to: number, as: Mark): Marked {
  if (as === 'list') return markLines(text, from, to)
  if (as === 'link') {
    const label = text.slice(from, to)
    const link = `[${label}](https://)`
    // What is still to be typed is selected: the label if there is none, else the address.
    const at = label === '' ? from + 1 : from + label.length + 3
    return { text: splice(text, from, to, link), from: at, to: label === '' ? at : at + 'https://'.length }
  }
  const sign = around[as]
  const isMarked = text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign
  if (isMarked && !(sign === '*' && text[from - 2] === '*')) {
    const inner = text.slice(from, to)
    return {
      text: splice(text, from - sign.length, to + sign.length, inner),
      from: from - sign.length,
      to: to - sign.length,
    }
  }
  return {
    text: splice(text, from, to, sign + text.slice(from, to) + sign),
    from: from + sign.length,
    to: to + sign.length,
  }
}

function markLines(text: string, from: number, to: number): Marked {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const lines = text.slice(start, to).split('\n')
  const areMarked = lines.every((line) => line.startsWith('- '))
  const changed = lines.map((line) => (areMarked ? line.slice(2) : `- ${line}`)).join('\n')
  return { text: splice(text, start, to, changed), from: start, to: start + changed.length }
}

function splice(text: string, from: number, to: number, put: string): string {
  return text.slice(0, from) + put + text.slice(to)
}
