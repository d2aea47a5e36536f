/**
 * What a page may say of a visitor or of a conversation: few, short, and little in all, for every agent who looks at a
 * list is sent them. Keys are bounded where frames are read. Pure.
 */
import { limits, type ProtocolError } from '@foyer/protocol'
import { pointer } from '../rule-words.ts'

const { keys, bytes, all } = limits.attributes
const utf8 = new TextEncoder()

/** What is wrong with saying `said` beside what was said before. `at` is where it stands in the frame. */
export function attributesProblem(
  before: Record<string, string>,
  said: Record<string, string>,
  at: string,
): ProtocolError | null {
  const long = Object.keys(said).find((key) => sizeOf(said[key] ?? '') > bytes)
  if (long !== undefined) {
    return {
      code: 'bad_request',
      message: `An attribute has at most ${bytes} bytes in UTF-8.`,
      path: `${at}/${pointer(long)}`,
    }
  }
  const together = { ...before, ...said }
  if (Object.keys(together).length > keys) {
    return { code: 'too_large', message: `At most ${keys} attributes.`, path: at }
  }
  if (sizeOf(JSON.stringify(together)) > all) {
    return {
      code: 'bad_request',
      message: `All attributes together have at most ${all} bytes, as JSON in UTF-8.`,
      path: at,
    }
  }
  return null
}

function sizeOf(text: string): number {
  return utf8.encode(text).length
}
