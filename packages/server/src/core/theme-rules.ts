/** What a widget's look must be, beyond its types: images by web links, fonts by their names alone. Pure. */
import { type Appearance, launcherGlyphs, type ProtocolError } from '@foyer/protocol'
import { isWebLink, wrong } from './rule-words.ts'

export const themeLimits = { font: 200 }

/** Families by their names, quoted or not: nothing that ends a declaration or calls a function. */
const fontPattern = /^[\p{L}\p{N} ,'"_-]*$/u

export function themeProblem(appearance: Appearance): { error: ProtocolError } | null {
  const { font = '' } = appearance
  for (const key of ['logo', 'avatar', 'launcherImage'] as const) {
    const address = appearance[key] ?? ''
    // Parentheses and backslashes would end what CSS takes for an address.
    if (address !== '' && (!isWebLink(address) || /[()\\]/.test(address)))
      return wrong(`/appearance/${key}`, 'An image is an https:// address without brackets, or empty.')
  }
  if (!fontPattern.test(font) || font.split('"').length % 2 === 0 || font.split("'").length % 2 === 0)
    return wrong('/appearance/font', 'A font is a list of names such as Inter, "Segoe UI", sans-serif.')
  return null
}

/** The launcher's icon where the widget has not got it itself. */
export function glyphOf({ icon }: Appearance): { glyph?: string } {
  const glyph = launcherGlyphs[icon]
  return glyph === undefined ? {} : { glyph }
}
