/**
 * The script tag: `<script src="https://chat.example/foyer.js" data-site="demo" async></script>`.
 * Turns `window.foyer('verb', …)` into calls, those that were queued before it loaded first.
 */
import type { PanelModule } from '../panel/host.ts'
import { type Call, createInstance } from './instance.ts'
import { complain } from './options.ts'

/** Names of the built files, put in by the build: the panel's, and how each language's goes on. */
declare const PANEL: string
declare const LOCALES: string

/** A call that waits, and what to tell of it. */
type Queued = Parameters<Call> & { done?(answer: unknown): void }

interface Global extends Call {
  q?: Iterable<Queued>
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

const globals = window as unknown as Record<string, Global | undefined>
const name = dataset.global ?? 'foyer'
const before = globals[name]
// Of two tags under one name the first one keeps it.
if (before?.live) complain(name, 'is taken')
else {
  const call = createInstance(
    { url: origin, ...dataset },
    { panel: (): Promise<PanelModule> => piece(PANEL), texts: (locale) => piece(locale + LOCALES) },
  )
  globals[name] = call
  for (const queued of before?.q ?? []) {
    const answer = call(...(queued as Parameters<Call>))
    queued.done?.(answer)
  }
}
