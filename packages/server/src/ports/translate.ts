/** Somebody who translates (IN-9). Never throws; texts are plain and stay in lines. */
import type { Translated } from '@foyer/protocol'
import type { Undelivered } from './outgoing.ts'

/** `key`: the provider does not accept it. `quota`: it is used up for now. `language`: it does not speak it. */
export type Untranslated = Undelivered | 'key' | 'quota' | 'language' | 'malformed' | 'refusedByProvider'

export interface Translator {
  translate(request: {
    text: string
    to: string
    from?: string
  }): Promise<Translated | { failed: Untranslated }>
}
