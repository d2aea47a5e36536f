// The agent's hands and eyes: what a person does in the console, and what stands in it.
import type { Locator, Page } from 'playwright-core'
import type { DemoAgent } from './foyer-server.ts'
import { deadline, type Said } from './visitor.ts'

type ShownList = 'mine' | 'unassigned' | 'bot' | 'all' | 'unread' | 'unreplied' | 'snoozed' | 'closed'

export interface Agent {
  readonly page: Page
  /** An element by its `data-foyer` hook. */
  hook(name: string): Locator
  readonly rows: Locator
  readonly composer: Locator
  message(text: string): Locator
  showList(list: ShownList): Promise<void>
  /** Opens the newest conversation of the list on screen, or the one whose row holds `text`. */
  openRow(text?: string): Promise<void>
  say(text: string): Promise<void>
  note(text: string): Promise<void>
  /** Messages without notes, oldest first; `me` is the agents' side. */
  thread(): Promise<Said[]>
  texts(): Promise<string[]>
  state(): Promise<string | null>
  /** A list's live count; 0 where none is shown. */
  count(list: string): Promise<number>
}

export async function signIn(page: Page, url: string, who: DemoAgent): Promise<Agent> {
  await page.goto(`${url}/console/`)
  const agent = agentOn(page)
  await agent.hook('email').fill(who.email, { timeout: deadline })
  await agent.hook('password').fill(who.password)
  await agent.hook('sign-in').locator('button[type="submit"]').click()
  await agent.hook('inbox').waitFor({ timeout: deadline })
  return agent
}

export function agentOn(page: Page): Agent {
  const hook = (name: string) => page.locator(`[data-foyer="${name}"]`)
  const composer = hook('composer-text')
  const rows = hook('row')
  const thread = async (): Promise<Said[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('article[data-foyer="message"]')].map((row) => ({
        side: row.classList.contains('ours') ? ('me' as const) : ('them' as const),
        text: [...(row.querySelector('.bubble .text') ?? row.querySelector('.bubble'))!.children]
          .map((child) => child.textContent)
          .join('\n'),
      })),
    )
  const write = async (mode: 'reply' | 'note', text: string) => {
    const tab = hook(`mode-${mode}`)
    await tab.waitFor({ timeout: deadline })
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
    await composer.fill(text)
    await composer.press('Enter')
  }
  return {
    page,
    hook,
    rows,
    composer,
    message: (text) => page.locator('article[data-foyer="message"]').filter({ hasText: text }).last(),
    async showList(list) {
      await hook(`list-${list}`).click({ timeout: deadline })
      await page.waitForFunction((name) => location.hash.startsWith(`#/inbox/${name}`), list, {
        timeout: deadline,
      })
    },
    async openRow(text) {
      const row = text === undefined ? rows.first() : rows.filter({ hasText: text }).first()
      await row.click({ timeout: deadline })
      await hook('thread').waitFor({ timeout: deadline })
    },
    say: (text) => write('reply', text),
    note: (text) => write('note', text),
    thread,
    texts: async () => (await thread()).map((said) => said.text),
    state: async () =>
      page.locator('article[data-foyer="message"][data-state]').last().getAttribute('data-state'),
    async count(list) {
      const counts = await hook(`count-${list}`).allTextContents()
      return Number(counts[0] ?? 0)
    },
  }
}
