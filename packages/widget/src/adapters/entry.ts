/**
 * By script tag, beside the widget's own: `<script src="https://chat.example/foyer-adapter.js" data-for="intercom"
 * async></script>`. What is called before the widget has loaded waits in its queue.
 */
import type { Call } from '../panel/host.ts'
import { adaptTo } from './adapt.ts'

const script = (document.currentScript ??
  document.querySelector('script[src*="foyer-adapter.js"]')) as HTMLScriptElement
const { for: names = '', global: name = 'foyer' } = script.dataset
const globals = window as unknown as Record<string, (Call & { q?: unknown[] }) | undefined>
globals[name] ??= Object.assign(
  (...call: unknown[]) =>
    new Promise((done) => {
      globals[name]!.q!.push(Object.assign(call, { done }))
    }),
  { q: [] as unknown[] },
)
adaptTo(names.split(/[\s,]+/), (...call) => globals[name]!(...call), window)
