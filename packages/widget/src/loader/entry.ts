/**
 * The script tag: `<script src="https://chat.example/foyer.js" data-site="demo" async></script>`.
 * Turns `window.foyer('verb', …)` into calls, those that were queued before it loaded first.
 */
import type { Call } from '../panel/host.ts'
import { createInstance } from './instance.ts'
import { complain } from './options.ts'
import { piecesAt } from './pieces.ts'

/** A call that waits, and what to tell of it. */
type Queued = Parameters<Call> & { done?(answer: unknown): void }

interface Global extends Call {
  q?: Iterable<Queued>
}

const script = (document.currentScript ??
  document.querySelector('script[src*="foyer.js"]')) as HTMLScriptElement
const { dataset, src } = script
const { origin } = new URL(src)
declare const self: Record<string, Global | undefined>
const name = dataset.global ?? 'foyer'
const before = self[name]
// Of two tags under one name the first one keeps it.
if (before?.live) complain(name, 'is taken')
else {
  const call = createInstance({ url: origin, ...dataset }, piecesAt(origin))
  self[name] = call
  for (const queued of before?.q ?? []) {
    const answer = call(...(queued as Parameters<Call>))
    queued.done?.(answer)
  }
}
