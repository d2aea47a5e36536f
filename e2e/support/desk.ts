// What an owner sets in the console, done over HTTP: settings of the demo's site.
import type { FaqItem, SiteSettings, WidgetConfig } from '@foyer/protocol'
import type { FoyerServer } from './foyer-server.ts'

type Part<T> = { [K in keyof T]?: T[K] extends unknown[] ? T[K] : T[K] extends object ? Part<T[K]> : T[K] }

/** Changes some of the settings; what is not named stays. */
export async function setUp(server: FoyerServer, change: Part<SiteSettings>): Promise<void> {
  const answer = await fetch(`${server.url}/v1/sites/${server.site}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${server.agents[0]!.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  if (!answer.ok) throw new Error(`settings refused: ${await answer.text()}`)
}

/** What the widget is told, as a page that comes now gets it. */
export async function widgetOf(server: FoyerServer, locale = 'en'): Promise<WidgetConfig> {
  const answer = await fetch(`${server.url}/v1/sites/${server.site}/widget?locale=${locale}`)
  return (await answer.json()) as WidgetConfig
}

export async function entry(server: FoyerServer, question: string): Promise<FaqItem> {
  const found = (await widgetOf(server)).faq.find((item) => item.question === question)
  if (found === undefined) throw new Error(`the demo has no entry “${question}”`)
  return found
}
