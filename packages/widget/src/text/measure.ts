/** How large a file is, and whether a text is a picture. */

/** A file's size in the reader's units, such as `1.4 MB`. */
export function formatSize(bytes: number, locale?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  let size = bytes
  let step = 0
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000
    step++
  }
  const digits = step > 0 && size < 10 ? 1 : 0
  const format = {
    style: 'unit',
    unit: units[step],
    // Short, some languages have a bare `byte` for any number of them.
    unitDisplay: step > 0 ? 'short' : 'long',
    maximumFractionDigits: digits,
  } as const
  return new Intl.NumberFormat(locale, format).format(size)
}

const pictures = /^(?:\p{Extended_Pictographic}|\u200d|\ufe0f|[\u{1f3fb}-\u{1f3ff}\u{1f1e6}-\u{1f1ff}])+$/u

/** Whether a text is one to a few emoji and nothing else; such a message is shown large. */
export function isEmojiOnly(text: string): boolean {
  return text.length <= 24 && pictures.test(text)
}
