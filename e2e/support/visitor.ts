// The visitor's hands and eyes: what a person does with the widget on a page, and what stands in it.
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export interface Said {
  side: 'me' | 'them'
  text: string
}

export interface Visitor {
  readonly page: Page
  readonly launcher: Locator
  readonly panel: Locator
  readonly input: Locator
  part(name: string): Locator
  /** One message by what it says. */
  message(text: string): Locator
  /** Clicks the launcher, unless it is open, and waits for the panel. */
  open(): Promise<void>
  /** Opens, if it must, and goes past the FAQ to where one writes. */
  talk(): Promise<void>
  /** Types a message and sends it with Enter; does not wait for it to be answered. */
  say(text: string): Promise<void>
  /** By the menu, as far as the question whether to end. */
  askToEnd(): Promise<void>
  /** What stands in the thread, apart from the welcome, oldest first. */
  thread(): Promise<Said[]>
  texts(): Promise<string[]>
  /** How far the last of one's own messages has come. */
  state(): Promise<string | null>
}

/** Milliseconds in which anything here must have happened. */
export const deadline = 15_000

/** `within` is a frame of the page, where the widget is in one. */
export function visitorOn(page: Page, within: Page | FrameLocator = page): Visitor {
  const widget = within.locator('foyer-widget')
  const part = (name: string) => widget.locator(`[part~="${name}"]`)
  const panel = part('panel')
  const opened = widget.locator('[part="panel"][data-open]')
  const launcher = widget.locator('[part="launcher"]')
  const input = part('input')
  const thread = async (): Promise<Said[]> =>
    panel.evaluate((element) =>
      [...element.querySelectorAll<HTMLElement>('[part="message"]')]
        .filter((row) => row.dataset.seq !== undefined || row.dataset.state !== undefined)
        .map((row) => ({
          side: row.dataset.side as 'me' | 'them',
          text: [...row.querySelector('[part="bubble"]')!.children]
            .filter((child) => child.getAttribute('part') !== 'quote')
            .map((child) => {
              const copy = child.cloneNode(true) as Element
              for (const end of copy.querySelectorAll('br')) end.replaceWith('\n')
              return copy.textContent
            })
            .join('\n'),
        })),
    )
  const visitor: Visitor = {
    page,
    launcher,
    panel,
    input,
    part,
    message: (text) => widget.locator('[part="message"]').filter({ hasText: text }).last(),
    async open() {
      if ((await opened.count()) > 0) return
      await launcher.click({ timeout: deadline })
      await opened.waitFor({ timeout: deadline })
    },
    async talk() {
      await visitor.open()
      await part('talk-button').or(input).first().waitFor({ timeout: deadline })
      if (await part('talk-button').isVisible()) await part('talk-button').click()
      await input.waitFor({ timeout: deadline })
    },
    async say(text) {
      await input.fill(text, { timeout: deadline })
      await input.press('Enter')
    },
    async askToEnd() {
      await part('menu').click({ timeout: deadline })
      await part('end').click({ timeout: deadline })
      await part('end').waitFor({ state: 'detached', timeout: deadline })
    },
    thread,
    texts: async () => (await thread()).map((said) => said.text),
    state: () => part('state').last().getAttribute('data-state', { timeout: deadline }),
  }
  return visitor
}

/** Polls until `read` gives what is expected; for use as `await eventually(() => visitor.texts()).toEqual([…])`. */
export function eventually<T>(read: () => T | Promise<T>, timeout = deadline) {
  return expect.poll(read, { timeout, interval: 40 })
}
