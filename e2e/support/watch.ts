// Listens to what must not happen in a page: errors in its console, exceptions, rejections that nobody
// handles, violations of its policy, dialogs. A story fails on any that it did not announce.
import type { BrowserContext, Page } from 'playwright-core'

export interface Watch {
  readonly troubles: string[]
  /** Throws where something was heard that is not of these kinds. */
  expectQuiet(...announced: RegExp[]): void
}

/** What a browser, and the widget to whoever builds the page, say of a server that cannot be reached. */
export const networkDown =
  /ERR_(CONNECTION|INTERNET|NETWORK|SOCKET|EMPTY|FAILED)|WebSocket connection|\[foyer\]|CORS policy/

export async function watchContext(context: BrowserContext): Promise<Watch> {
  const troubles: string[] = []
  await context.exposeBinding('__violation', (_source, what: string) => void troubles.push(`policy: ${what}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = (window as unknown as { __violation(what: string): void }).__violation
      tell(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  const watchPage = (page: Page) => {
    page.on('pageerror', (error) => troubles.push(`exception: ${error.stack ?? error.message}`))
    page.on('console', (message) => {
      // Asking who is signed in is how the console starts; the browser calls the answer "nobody" an error.
      const asksWho = /401 \(/.test(message.text()) && message.location().url.endsWith('/v1/session')
      if (message.type() === 'error' && !asksWho)
        troubles.push(`console: ${message.text()} ${message.location().url}`)
    })
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('crash', () => troubles.push('the page crashed'))
  }
  context.on('page', watchPage)
  return {
    troubles,
    expectQuiet(...announced) {
      const heard = troubles.filter((trouble) => !announced.some((kind) => kind.test(trouble)))
      if (heard.length > 0) throw new Error(`not quiet:\n${heard.join('\n')}`)
    },
  }
}
