/** The text of an uploaded file, or a word on what it is instead. Pure. */

export type FileText = { ok: string } | { problem: string }

export function textOfFile(bytes: Uint8Array): FileText {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return { problem: 'This is a spreadsheet’s own format. Save it as “CSV UTF-8” and import that.' }
  }
  // Spreadsheets’ “Unicode text”.
  const encoding = begins(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : begins(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? { problem: 'This is not a text file.' } : { ok: text }
  } catch {
    return { problem: 'The file’s text is not in UTF-8. Save it as “CSV UTF-8” and import that.' }
  }
}

function begins(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}
