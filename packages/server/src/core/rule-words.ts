/** What the rules on settings share: how a refusal is said, and what a link and a language are. Pure. */
import type { ProtocolError } from '@foyer/protocol'

/** In part, one level deep; lists whole. */
export type Some<T> = T extends readonly unknown[] ? T : T extends object ? Partial<T> : T

export const localePattern = '^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$'

export function isWebLink(text: string): boolean {
  return /^https?:\/\/[^\s/@"'<>]+(?:[/?#][^\s"'<>]*)?$/i.test(text)
}

/** Whether a key may stand in what comes in: those that reach a prototype may not. */
export function isPlainKey(key: string): boolean {
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype'
}

export function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function wrong(path: string, message: string): { error: ProtocolError } {
  return { error: { code: 'bad_request', message, path } }
}
