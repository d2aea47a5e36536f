/**
 * What type a file is: by its first bytes and its name together, never by what the client says alone.
 * Refuses what the two do not agree on, and what the site does not accept. Pure.
 */
import { extensionOf } from './file-name.ts'

type Family =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'iso'
  | 'ebml'
  | 'ogg'
  | 'mp3'
  | 'wav'
  | 'flac'
  | 'pdf'
  | 'zip'
  | 'ole'
  | 'rtf'
  | 'gzip'
  | 'sevenZip'
  | 'rar'
  | 'text'
  | 'unknown'

interface Format {
  /** The first is the usual one. */
  types: string[]
  extensions: string[]
  family: Family
  /** Shown in the page by browsers without running anything. */
  isInline?: true
  /** Would run scripts if a browser showed it: only accepted where the site names it, only ever downloaded. */
  isActive?: true
}

const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

const formats: Format[] = [
  { types: ['image/png'], extensions: ['png'], family: 'png', isInline: true },
  { types: ['image/jpeg'], extensions: ['jpg', 'jpeg', 'jfif'], family: 'jpeg', isInline: true },
  { types: ['image/gif'], extensions: ['gif'], family: 'gif', isInline: true },
  { types: ['image/webp'], extensions: ['webp'], family: 'webp', isInline: true },
  { types: ['image/heic', 'image/heif'], extensions: ['heic', 'heif'], family: 'iso' },
  { types: ['image/avif'], extensions: ['avif'], family: 'iso' },
  { types: ['video/mp4', 'audio/mp4'], extensions: ['mp4', 'm4v'], family: 'iso', isInline: true },
  { types: ['audio/mp4', 'audio/x-m4a'], extensions: ['m4a'], family: 'iso', isInline: true },
  { types: ['video/quicktime'], extensions: ['mov', 'qt'], family: 'iso', isInline: true },
  { types: ['video/3gpp', 'audio/3gpp'], extensions: ['3gp'], family: 'iso', isInline: true },
  { types: ['video/webm', 'audio/webm'], extensions: ['webm'], family: 'ebml', isInline: true },
  { types: ['audio/webm'], extensions: ['weba'], family: 'ebml', isInline: true },
  {
    types: ['audio/ogg', 'video/ogg'],
    extensions: ['ogg', 'oga', 'ogv', 'opus'],
    family: 'ogg',
    isInline: true,
  },
  { types: ['audio/mpeg'], extensions: ['mp3'], family: 'mp3', isInline: true },
  { types: ['audio/wav'], extensions: ['wav'], family: 'wav', isInline: true },
  { types: ['audio/flac'], extensions: ['flac'], family: 'flac', isInline: true },
  { types: ['application/pdf'], extensions: ['pdf'], family: 'pdf' },
  { types: ['application/zip'], extensions: ['zip'], family: 'zip' },
  { types: [`${office}.wordprocessingml.document`], extensions: ['docx'], family: 'zip' },
  { types: [`${office}.spreadsheetml.sheet`], extensions: ['xlsx'], family: 'zip' },
  { types: [`${office}.presentationml.presentation`], extensions: ['pptx'], family: 'zip' },
  { types: [`${open}.text`], extensions: ['odt'], family: 'zip' },
  { types: [`${open}.spreadsheet`], extensions: ['ods'], family: 'zip' },
  { types: [`${open}.presentation`], extensions: ['odp'], family: 'zip' },
  { types: ['application/msword'], extensions: ['doc'], family: 'ole' },
  { types: ['application/vnd.ms-excel'], extensions: ['xls'], family: 'ole' },
  { types: ['application/vnd.ms-powerpoint'], extensions: ['ppt'], family: 'ole' },
  { types: ['application/rtf', 'text/rtf'], extensions: ['rtf'], family: 'rtf' },
  { types: ['application/gzip'], extensions: ['gz', 'tgz'], family: 'gzip' },
  { types: ['application/x-7z-compressed'], extensions: ['7z'], family: 'sevenZip' },
  { types: ['application/vnd.rar'], extensions: ['rar'], family: 'rar' },
  { types: ['text/plain'], extensions: ['txt', 'log'], family: 'text' },
  { types: ['text/csv'], extensions: ['csv'], family: 'text' },
  { types: ['text/markdown'], extensions: ['md'], family: 'text' },
  { types: ['application/json'], extensions: ['json'], family: 'text' },
  {
    types: ['text/html'],
    extensions: ['html', 'htm', 'xhtml', 'xht', 'shtml'],
    family: 'text',
    isActive: true,
  },
  { types: ['image/svg+xml'], extensions: ['svg'], family: 'text', isActive: true },
  { types: ['application/xml', 'text/xml'], extensions: ['xml', 'xsl'], family: 'text', isActive: true },
  { types: ['text/javascript'], extensions: ['js', 'mjs', 'cjs'], family: 'text', isActive: true },
]

/** How a file of this type is sent: shown in the page only where that runs nothing. */
export function servingOf(type: string): { type: string; isInline: boolean } {
  const format = formats.find(({ types }) => types.includes(type))
  if (format === undefined || format.isActive) return { type: 'application/octet-stream', isInline: false }
  return { type, isInline: format.isInline === true }
}

export function isImage(type: string): boolean {
  return formats.some(({ types, isInline }) => isInline && type.startsWith('image/') && types.includes(type))
}

export interface Claim {
  /** As displayed. */
  name: string
  /** The request's `Content-Type`, or empty. */
  declared: string
  start: Uint8Array
  /** As in the site's settings: `image/*`, `application/pdf`; empty for all. */
  accepted: string[]
}

/** The type to keep, or why not. */
export function decideType(claim: Claim): { type: string } | { refused: 'notAccepted' | 'notWhatItSays' } {
  const declared = claim.declared.split(';')[0]!.trim().toLowerCase()
  const family = familyOf(claim.start)
  const extension = extensionOf(claim.name)
  const named =
    extension === ''
      ? formats.find(({ types }) => types.includes(declared))
      : formats.find(({ extensions }) => extensions.includes(extension))

  if (named === undefined) {
    const seen =
      extension === '' ? formats.find((format) => format.isInline && format.family === family) : undefined
    if (seen !== undefined) return accept(seen.types[0]!, seen, claim.accepted)
    return claim.accepted.length === 0 ? { type: 'application/octet-stream' } : { refused: 'notAccepted' }
  }
  if (named.family === family) {
    const type = named.types.includes(declared) ? declared : named.types[0]!
    return accept(type, named, claim.accepted)
  }
  // Pictures often carry another picture's extension, and are safe as what they are.
  const seen = formats.find((format) => format.family === family)
  if (seen !== undefined && isImage(seen.types[0]!) && isImage(named.types[0]!)) {
    return accept(seen.types[0]!, seen, claim.accepted)
  }
  return { refused: 'notWhatItSays' }
}

function accept(type: string, format: Format, accepted: string[]): ReturnType<typeof decideType> {
  const isAccepted =
    accepted.length === 0 ||
    accepted.some((entry) =>
      entry.endsWith('/*') ? !format.isActive && type.startsWith(entry.slice(0, -1)) : entry === type,
    )
  return isAccepted ? { type } : { refused: 'notAccepted' }
}

const marks: [family: Family, at: number, bytes: string][] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['webp', 8, 'WEBP'],
  ['wav', 8, 'WAVE'],
  ['iso', 4, 'ftyp'],
  ['ebml', 0, '\x1a\x45\xdf\xa3'],
  ['ogg', 0, 'OggS'],
  ['mp3', 0, 'ID3'],
  ['flac', 0, 'fLaC'],
  ['pdf', 0, '%PDF-'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['ole', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['rtf', 0, '{\\rtf'],
  ['gzip', 0, '\x1f\x8b'],
  ['sevenZip', 0, '7z\xbc\xaf\x27\x1c'],
  ['rar', 0, 'Rar!\x1a\x07'],
]

function familyOf(start: Uint8Array): Family {
  const known = marks.find(([, at, bytes]) => {
    for (let index = 0; index < bytes.length; index += 1) {
      if (start[at + index] !== bytes.charCodeAt(index)) return false
    }
    return true
  })
  if (known !== undefined) return known[0]
  if (start[0] === 0xff && (start[1]! & 0xe6) === 0xe2) return 'mp3' // a frame of MPEG audio, layer III
  return isText(start) ? 'text' : 'unknown'
}

/** No control characters but white space; a UTF-16 byte order mark lets its zeros through. */
function isText(start: Uint8Array): boolean {
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  return (
    isWide ||
    !start.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c)
  )
}
