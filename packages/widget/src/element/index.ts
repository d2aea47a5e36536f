/** The element for pages that are built with npm; `defineFoyerChat()` once, anywhere. */
import type { FoyerOptions } from '../api.ts'
import { createFoyer } from '../sdk.ts'
import { defineElement } from './element.ts'

export type { FoyerChatElement } from './element.ts'

/** Makes `<foyer-chat>` known. `defaults` are the options that an element does not say, such as `url`. */
export function defineFoyerChat(defaults: Partial<FoyerOptions> = {}): void {
  defineElement((options) => createFoyer({ ...defaults, ...options } as FoyerOptions))
}
