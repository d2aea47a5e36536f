/** Mints UUIDv7: time first, so ids sort in the order of minting, within one tab also inside a millisecond. */
import type { Id } from '@foyer/protocol'

let lastMs = 0
let counter = 0

export function newId(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    // Half of the range is left for counting up.
    counter = ((bytes[6]! << 8) | bytes[7]!) & 0x7ff
  } else if (++counter > 0xfff) {
    // A clock that stands or went back must not bring the order back.
    lastMs++
    counter = 0
  }
  let hex = lastMs.toString(16).padStart(12, '0') + (0x7000 | counter).toString(16)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  for (const byte of bytes.subarray(8)) hex += byte.toString(16).padStart(2, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
