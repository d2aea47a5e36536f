/** Names that people give to files, made fit to be shown and sent in a header. They never become paths. Pure. */

const mostBytes = 255

/** What turns the reading direction, joins or hides: a name must not look like another type of file. */
const unseen =
  /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\ufff9-\ufffb\ufffe\uffff]/gu
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

export function displayName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(unseen, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\-~\s]+|[.\s]+$/g, '')
    .replace(reserved, '_$1')
  return name === '' ? 'file' : shorten(name)
}

/** Lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const match = /\.([a-z0-9]{1,10})$/i.exec(name)
  return match === null ? '' : match[1]!.toLowerCase()
}

/** Cuts the stem, not the extension, and between code points. */
function shorten(name: string): string {
  if (byteLength(name) <= mostBytes) return name
  const extension = extensionOf(name)
  const end = extension === '' ? '' : `.${extension}`
  const stem = [...name.slice(0, name.length - end.length)]
  let room = mostBytes - byteLength(end)
  let cut = 0
  while (cut < stem.length && byteLength(stem[cut]!) <= room) {
    room -= byteLength(stem[cut]!)
    cut += 1
  }
  return `${stem.slice(0, cut).join('')}${end}`
}

function byteLength(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
