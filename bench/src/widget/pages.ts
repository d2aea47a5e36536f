// The pages that the widget is held against: a launcher written by hand, one that first asks the server for
// its colour as the widget has to, and one whose click fetches a panel that says hello with preact and
// signals. Each tells by itself when its launcher and panel are there.
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { type File, shopFiles } from './shop-page.ts'

export type PageName = 'foyer' | 'hand' | 'asking' | 'hello'

export interface Pages {
  /** Served by name. */
  url(name: PageName | 'shop' | 'shop-with'): string
  stop(): Promise<void>
}

/** Runs first on every page: notes when the launcher came and was drawn, shifts of the layout and long tasks. */
const watch = `
  window.seen = { launcher: 0, drawn: 0, shift: 0, longTasks: [] }
  const look = () => {
    if (window.seen.launcher || !document.querySelector('[data-launcher], foyer-widget')) return
    window.seen.launcher = performance.now()
    requestAnimationFrame(() => setTimeout(() => { window.seen.drawn = performance.now() }))
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.longTasks.push(Math.round(entry.duration))
  }).observe({ type: 'longtask', buffered: true })
`

const launcher = (click: string, color = "'#1f5eff'") => `
  const button = document.createElement('button')
  button.dataset.launcher = ''
  button.setAttribute('aria-label', 'Chat')
  button.style.cssText = 'position:fixed;inset-block-end:20px;inset-inline-end:20px;inline-size:56px;block-size:56px;border:0;border-radius:28px;color:#fff;cursor:pointer'
  button.style.background = ${color}
  button.innerHTML = '<svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><path d="M4 5h16v11H9l-5 4z"/></svg>'
  button.onclick = ${click}
  document.body.append(button)
`

/** The same, off or in the site's colour, which only the server knows. */
const asking = (foyer: string) => `
  fetch('${foyer}/v1/sites/demo/widget?locale=en').then((answer) => answer.json()).then(({ enabled, appearance }) => {
    if (!enabled) return
    ${launcher('() => undefined', 'appearance.color')}
  })
`

const hello = `
  import { h, render, Component } from 'preact'
  import { effect, signal } from '@preact/signals-core'
  const text = signal('')
  class Panel extends Component {
    componentDidMount() { this.stop = effect(() => { text.value; this.setState({}) }) }
    componentWillUnmount() { this.stop() }
    render() {
      return h('div', { 'data-panel': '', style: 'position:fixed;inset-block-end:90px;inset-inline-end:20px;inline-size:380px;block-size:600px;background:#fff;border-radius:16px;box-shadow:0 8px 32px #0003;padding:16px' },
        h('h1', null, 'Hello'), h('p', null, 'How can we help?'),
        h('textarea', { value: text.value, onInput: (event) => { text.value = event.target.value } }))
    }
  }
  export function open() { render(h(Panel), document.body.appendChild(document.createElement('div'))) }
`

export async function startPages(foyer: string): Promise<Pages> {
  const tag = `<script src="${foyer}/foyer.js" data-site="demo" async></script>`
  const files: Record<string, File | [type: string, text: string]> = {
    ...shopFiles(tag),
    '/hand.js': ['text/javascript', launcher('() => undefined')],
    '/asking.js': ['text/javascript', asking(foyer)],
    '/launcher.js': ['text/javascript', launcher(`() => import('/panel.js').then((panel) => panel.open())`)],
    '/panel.js': ['text/javascript', await bundle(hello)],
    '/foyer': ['text/html', page(tag)],
    '/hand': ['text/html', page('<script src="/hand.js" async></script>')],
    '/asking': ['text/html', page('<script src="/asking.js" async></script>')],
    '/hello': ['text/html', page('<script src="/launcher.js" async></script>')],
  }
  const server = createServer((request, response) => {
    const [type, body, encoding] = files[request.url ?? ''] ?? ['', '']
    const headers: Record<string, string> = {
      'content-type': type.startsWith('text') ? `${type}; charset=utf-8` : type,
    }
    if (encoding !== undefined) headers['content-encoding'] = encoding
    response.writeHead(type === '' ? 404 : 200, headers).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: (name) => `http://localhost:${port}/${name}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

function page(script: string): string {
  const text = '<p>Oak, ash and pine from forests near by, made into furniture that lasts.</p>'.repeat(20)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title><link rel="icon" href="data:,"><script>${watch}</script></head><body><h1>Shop</h1>${text}${script}</body></html>`
}

/** Bundled where the widget is, so with the same versions of the same libraries. */
async function bundle(source: string): Promise<string> {
  const root = resolve(import.meta.dirname, '../../../packages/widget')
  const result = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [
      {
        name: 'hello',
        resolveId: (id) => (id.endsWith('hello-panel') ? join(root, 'src/hello-panel.js') : null),
        load: (id) => (id.endsWith('hello-panel.js') ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: 'hello-panel', formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[]
  const [first] = (Array.isArray(result) ? result : [result]).flatMap(({ output }) => output)
  if (first?.type !== 'chunk') throw new Error('the panel that says hello was not built')
  return first.code
}
