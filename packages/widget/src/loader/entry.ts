/**
 * The script tag: `<script src="https://chat.example/foyer.js" data-site="demo" async></script>`.
 * Turns `window.foyer('verb', …)` into calls, those that were queued before it loaded first.
 */
import type { Foyer } from '../api.ts'
import type { PanelModule } from '../panel/host.ts'
import { createInstance } from './instance.ts'
import { complain } from './options.ts'

/** Names of the built files, put in by the build: the panel's, and how each language's, and the greeting's, goes on. */
declare const PANEL: string
declare const LOCALES: string

type Call = [verb: keyof Foyer, ...args: unknown[]]
interface Global {
  (...call: Call): unknown
  q?: Iterable<Call>
}

const script = (document.currentScript ??
  document.querySelector('script[src*="foyer.js"]')) as HTMLScriptElement
const { dataset, src } = script
const { origin } = new URL(src)
let folder = `${origin}/widget/`
// A browser keeps a failed import for the life of the page. The same folder written in another way (`%77idget`)
// is another address, also for what is imported from there, so that it can be tried again.
const piece = async (name: string) => {
  try {
    return await import(/* @vite-ignore */ folder + name)
  } catch (reason) {
    folder = folder.replace(/[a-z](?=[a-z]*\/$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
    throw reason
  }
}
const foyer = createInstance(
  { url: origin, ...dataset },
  { panel: (): Promise<PanelModule> => piece(PANEL), texts: (name: string) => piece(name + LOCALES) },
)

const globals = window as unknown as Record<string, Global | undefined>
const name = dataset.global ?? 'foyer'
const waiting = globals[name]?.q ?? []
// A mistake in a call is told, and does not end the page's own script.
const call: Global = (verb, ...words) => {
  try {
    return (foyer[verb] as (...words: unknown[]) => unknown)(...words)
  } catch (reason) {
    complain(verb, reason)
  }
}
globals[name] = call
for (const queued of waiting) call(...queued)
