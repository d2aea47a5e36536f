/** Puts the surfaces of other widgets onto a page, so that code which was written for them goes on (WG-16). */

import { complain } from '../loader/options.ts'
import type { Call } from '../panel/host.ts'
import { chatwootOf } from './chatwoot.ts'
import { crispOf } from './crisp.ts'
import { intercomOf } from './intercom.ts'
import { createSurface } from './surface.ts'

export const others = ['chatwoot', 'intercom', 'crisp'] as const
export type Other = (typeof others)[number]

type Globals = Record<string, unknown>

/** Returns the way off: what was there before is there again. */
export function adaptTo(names: readonly string[], call: Call, target: Window): () => void {
  const globals = target as unknown as Globals
  const surface = createSurface(call)
  const before: [string, unknown][] = []
  const put = (name: string, value: unknown) => {
    before.push([name, globals[name]])
    globals[name] = value
  }
  for (const name of names) {
    switch (name) {
      case 'chatwoot':
        put('$chatwoot', chatwootOf(surface, target))
        // The other script's own beginning, which the page may still call.
        put('chatwootSDK', { run() {} })
        break
      case 'intercom': {
        const waiting = (globals.Intercom as { q?: Parameters<typeof intercom>[] } | undefined)?.q
        const intercom = intercomOf(surface)
        put('Intercom', intercom)
        if (globals.intercomSettings) intercom('boot', globals.intercomSettings)
        for (const words of Array.from(waiting ?? [])) intercom(...words)
        break
      }
      case 'crisp': {
        const waiting = globals.$crisp
        const crisp = crispOf(surface)
        put('$crisp', crisp)
        if (Array.isArray(waiting)) crisp.push(...waiting)
        break
      }
      default:
        complain('adapter', `there is no “${name}”, but ${others.join(', ')}`)
    }
  }
  return () => {
    surface.end()
    for (const [name, value] of before.reverse()) {
      if (value === undefined) delete globals[name]
      else globals[name] = value
    }
  }
}
