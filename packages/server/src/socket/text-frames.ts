/** Text frames as a server writes them (RFC 6455 §5.2): whole, unmasked, uncompressed. */

const wholeText = 0x81
/** Lengths up to this stand in the second byte; above, one of the marks says how long the length is. */
const shortest = 125
const marks = { twoBytes: 126, eightBytes: 127 } as const

/** All of them, one after the other. */
export function textFrames(texts: readonly string[]): Buffer {
  let size = 0
  const lengths: number[] = []
  for (const text of texts) {
    const length = Buffer.byteLength(text)
    lengths.push(length)
    size += headOf(length) + length
  }
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (const [index, text] of texts.entries()) {
    at = writeHead(bytes, at, lengths[index] ?? 0)
    at += bytes.write(text, at)
  }
  return bytes
}

function headOf(length: number): number {
  if (length <= shortest) return 2
  return length <= 0xffff ? 4 : 10
}

/** Where the text begins. */
function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = wholeText
  if (length <= shortest) {
    bytes[at + 1] = length
    return at + 2
  }
  if (length <= 0xffff) {
    bytes[at + 1] = marks.twoBytes
    return bytes.writeUInt16BE(length, at + 2)
  }
  bytes[at + 1] = marks.eightBytes
  return bytes.writeBigUInt64BE(BigInt(length), at + 2)
}
