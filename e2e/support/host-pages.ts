// The pages of somebody else's website, on an origin of their own: an ordinary shop, one with a strict policy,
// one with hostile styles. They have the script tag and nothing else of ours.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostPages {
  readonly origin: string
  /** Serves a document at a path of its own and returns its address. */
  add(document: string | Buffer, headers?: Record<string, string>): string
  close(): Promise<void>
}

export async function startHostPages(): Promise<HostPages> {
  const pages = new Map<string, { document: string | Buffer; headers: Record<string, string> }>()
  const server = createServer((request, response) => {
    const page = pages.get((request.url ?? '').split('?')[0]!)
    if (page === undefined) return void response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers })
      .end(page.document)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    add(document, headers = {}) {
      const path = `/page-${pages.size + 1}`
      pages.set(path, { document, headers })
      return origin + path
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export interface ShopPage {
  /** Attributes of the script tag, beside `src` and `data-site`. */
  attributes?: string
  /** Attributes of the root element. */
  page?: string
  head?: string
  body?: string
  title?: string
  site?: string
}

/** An ordinary page with the script tag, as the README says to paste it. */
export function shopPage(foyer: string, options: ShopPage = {}): string {
  const {
    attributes = '',
    page = 'lang="en"',
    head = '',
    body = '',
    title = 'Juniper & Pine',
    site = 'demo',
  } = options
  return `<!doctype html>
<html ${page}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>
    ${head}
    <script src="${foyer}/foyer.js" data-site="${site}" ${attributes} async></script>
  </head>
  <body>
    <main id="shop"><h1>Chairs</h1><p>Oak, oiled, four legs.</p><button id="buy">Buy</button></main>
    ${body}
  </body>
</html>`
}

/** Allows the widget what its documentation asks for, and nothing more. */
export function strictPolicy(foyer: string): Record<string, string> {
  const directives = [
    `default-src 'none'`,
    `script-src ${foyer}`,
    `connect-src ${foyer} ${foyer.replace(/^http/, 'ws')}`,
    `img-src ${foyer}`,
    `style-src 'none'`,
    `base-uri 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ]
  return { 'content-security-policy': directives.join('; ') }
}

/** Rules that real pages have had, all at once. */
export const hostileStyles = `<style>
  * { display: none !important; transition: all 9s !important; }
  html, head + body, main, h1, p, #buy { display: block !important; }
  div, section, header, footer { position: fixed !important; inset: 0 !important; float: right !important; }
  button, input, textarea, p, span { font: 700 72px/3 serif !important; text-transform: uppercase !important; }
  foyer-widget { visibility: hidden !important; opacity: 0 !important; transform: scale(0) !important; }
  :root { font-size: 40px !important; direction: rtl; letter-spacing: 8px; color: red !important; }
</style>`
