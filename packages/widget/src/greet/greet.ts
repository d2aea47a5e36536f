/**
 * A small bubble beside the launcher, by rule (WG-12). Fetched by the loader once a rule can hold. To be shown stores
 * nothing; to answer it or to put it away is an act: which one it was is kept for this tab, and for good only beside
 * what this browser keeps of a visitor anyway.
 */
import type { WidgetConfig, WidgetGreeting } from '@foyer/protocol'
import { dismissGreeting } from '../locales/greet.ts'
import { pickLocale } from '../locales/pick.ts'
import type { Call } from '../panel/host.ts'
import { createBubble, dressBubbles } from './bubble.ts'
import { dueGreeting } from './rules.ts'

/** Milliseconds between two looks at where the page is and for how long. */
const pace = 1_000

export function greet(root: ShadowRoot, call: Call, config: WidgetConfig, tag: string, url: string): void {
  const { site, greetings, appearance } = config
  const name = `foyer:${site}:greeted`
  const host = root.host as HTMLElement
  const launcher = root.querySelector<HTMLButtonElement>('[part="launcher"]')!
  const done = [...kept(() => sessionStorage, name), ...kept(() => localStorage, name)]
  let doneHere: string[] = []
  let page = location.href
  let since = isFirstPage() ? 0 : performance.now()
  let shown: { id: string; box: HTMLElement } | undefined
  dressBubbles(root)

  const hide = () => {
    shown?.box.remove()
    shown = undefined
  }
  // An act of the visitor's.
  const finish = ({ id, once }: Pick<WidgetGreeting, 'id' | 'once'>) => {
    hide()
    done.push(id)
    doneHere.push(id)
    if (once === 'page') return
    keep(() => sessionStorage, name, id)
    if (once === 'visitor' && isKnown(site)) keep(() => localStorage, name, id)
  }

  async function look(): Promise<void> {
    // Taken off the page: destroyed.
    if (!host.isConnected) return off()
    if (location.href !== page) {
      page = location.href
      since = performance.now()
      doneHere = []
      hide()
    }
    const isFree =
      !shown &&
      document.visibilityState === 'visible' &&
      launcher.ariaExpanded === 'false' &&
      !host.hasAttribute('data-off') &&
      !holdsConversation(site)
    const rule = isFree && due(true)
    // Whether anybody is there is asked again: the page may be old.
    if (rule && (!rule.onlineOnly || (await isOnline())) && due(true)?.id === rule.id) show(rule)
    setTimeout(look, pace)
  }

  function due(isOnline: boolean): WidgetGreeting | undefined {
    return dueGreeting(greetings?.rules ?? [], {
      url: location.href,
      since: performance.now() - since,
      isReturning: isKnown(site),
      isOnline,
      done,
      doneHere,
    })
  }

  let asked = -Infinity
  let wasOnline = false
  async function isOnline(): Promise<boolean> {
    // Once a minute, however often it is looked for.
    if (performance.now() - asked < 60_000) return wasOnline
    asked = performance.now()
    try {
      const answer = await fetch(`${url}/v1/sites/${site}/widget?locale=${encodeURIComponent(tag)}`)
      wasOnline = ((await answer.json()) as WidgetConfig).availability.state === 'agents'
    } catch {
      wasOnline = false
    }
    return wasOnline
  }

  function show(rule: WidgetGreeting): void {
    const { box, show: fill } = createBubble(rule, appearance, dismissGreeting[pickLocale(tag)], {
      onText() {
        finish(rule)
        // What was said is what the conversation begins with.
        config.welcome = rule.text
        call('startConversation')
      },
      onQuestion() {
        finish(rule)
        call('send', rule.question)
        call('open')
      },
      onClose() {
        finish(rule)
        launcher.focus({ preventScroll: true })
      },
    })
    // Who points at it may open what it stands for.
    box.onpointerenter = (event) => launcher.onpointerenter?.(event)
    launcher.before(box)
    shown = { id: rule.id, box }
    // A screen reader tells what changes in what it knows already.
    setTimeout(fill, 50)
  }

  const off = call('on', 'open', () => {
    const rule = greetings?.rules.find(({ id }) => id === shown?.id)
    if (rule) finish(rule)
  }) as () => void
  void look()
}

/** Whether the page is the one that was loaded, and not one that it went on to by itself. */
function isFirstPage(): boolean {
  const [first] = performance.getEntriesByType('navigation')
  return first?.name.split('#')[0] === location.href.split('#')[0]
}

type GetStorage = () => Storage

function kept(storage: GetStorage, name: string): string[] {
  try {
    return storage().getItem(name)?.split(' ') ?? []
  } catch {
    return []
  }
}

function keep(storage: GetStorage, name: string, id: string): void {
  try {
    storage().setItem(name, [...new Set([...kept(storage, name), id])].join(' '))
  } catch {
    // Then it lasts as long as the page.
  }
}

function isKnown(site: string): boolean {
  return kept(() => localStorage, `foyer:${site}:token`).length > 0
}

/** The loader goes on with that one by itself. */
function holdsConversation(site: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`foyer:${site}:o`))
  } catch {
    return false
  }
}
