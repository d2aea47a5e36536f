// What the documents show is done here, word for word, as far as a browser does it; only the server's address is ours.
// What a server or a shell does is in docs-servers.test.ts. A block that nobody runs fails.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { serveFolder } from './support/folder.ts'
import { shopPage } from './support/host-pages.ts'
import {
  allSnippets,
  blockWith,
  documents,
  indentedCode,
  moduleOf,
  read,
  root,
  runnerOf,
  type Snippet,
  unrunNames,
} from './support/snippets.ts'
import { setStage } from './support/stage.ts'
import { eventually, visitorOn } from './support/visitor.ts'

const stage = setStage()
/** What a block takes for granted, by its name. */
const given: Record<string, string> = {
  'packages/client/README.md#1': `const draw = (items) => (document.body.dataset.count = String(items.length))`,
  'packages/client/README.md#2': `
    import { createVisitorClient } from '@foyer/client'
    const client = createVisitorClient({ url: 'https://chat.example', site: 'demo' })
    client.conversation.value.items.subscribe((items) => (document.body.dataset.count = String(items.length)))
    const [question, id, message, option] = ['Do you ship abroad?', 'none', { seq: 1 }, { id: 'none' }]
  `,
}

const here = (text: string) =>
  text
    .replaceAll('wss://chat.example', stage.server.url.replace('http', 'ws'))
    .replaceAll('https://chat.example', stage.server.url)

const bare = (options: { head?: string; body?: string }) =>
  shopPage(stage.server.url, options).replace(/<script src="[^"]*" data-site="demo"\s+async><\/script>/, '')

async function visit(address: string): Promise<Page> {
  const page = await (await stage.profile()).newPage()
  await page.goto(address)
  return page
}

const isThere = (page: Page) =>
  page.locator('foyer-widget :is([part="launcher"], [part="panel"][data-open])').first().waitFor()

async function bundle({ name, kind, text }: Snippet, use: (page: Page) => Promise<void>): Promise<void> {
  const folder = join(root, 'examples/react')
  const out = mkdtempSync(join(tmpdir(), 'foyer-docs-'))
  const entry = join(folder, `src/of-the-docs.${kind}`)
  const index = join(folder, 'of-the-docs.html')
  try {
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      plugins: [
        {
          name: 'snippet',
          enforce: 'pre',
          resolveId: (id) =>
            id.endsWith(`of-the-docs.${kind}`)
              ? entry
              : id === '@foyer/client'
                ? join(root, 'packages/client/src/index.ts')
                : null,
          load: (id) => (id === entry ? here(`${given[name] ?? ''}\n${text}`) : null),
        },
      ],
      build: { outDir: out, lib: { entry, formats: ['es'], fileName: () => 'page.js' } },
      define: { 'process.env.NODE_ENV': '"development"' },
    })
    writeFileSync(
      join(out, 'index.html'),
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><body><script type="module" src="/page.js"></script></body></html>',
    )
    const { origin, close } = await serveFolder(out)
    try {
      await use(await visit(origin))
    } finally {
      await close()
    }
  } finally {
    rmSync(out, { recursive: true, force: true })
    rmSync(index, { force: true })
  }
}

const does: Record<string, (snippet: Snippet) => Promise<void>> = {
  async html({ text }) {
    const page = await visit(stage.hosts.add(bare({ body: here(text) })))
    const agree = page.getByRole('button', { name: 'I agree' })
    if ((await agree.count()) > 0) {
      await eventually(() => page.locator('foyer-widget').count()).toBe(1)
      expect(await page.locator('foyer-widget [part="launcher"]').isVisible()).toBe(false)
      await agree.click()
    }
    await isThere(page)
    const wanted = (text.match(/foyer\.js|<foyer-chat /g) ?? []).length
    await eventually(() => page.locator('foyer-widget').count()).toBe(wanted)
  },
  async js({ text }) {
    const page = await visit(stage.hosts.add(shopPage(stage.server.url)))
    const isSignedIn = text.includes('/chat-token')
    if (isSignedIn)
      await page.route('**/chat-token', async (route) => route.fulfill({ body: await chatToken() }))
    await isThere(page)
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.evaluate(`(async () => {\n${here(text)}\n})()`)
    // Comments say what is printed.
    for (const [, word] of text.matchAll(/console\.log\(.*\) \/\/ (.+)$/gm)) expect(said).toContain(word)
    if (text.includes("'send', ''")) stage.announce(/\[foyer\] send/)
    if (isSignedIn) await isKnown(page)
  },
  ts: (snippet) =>
    bundle(snippet, async (page) => {
      if (`${given[snippet.name]}${snippet.text}`.includes('@foyer/client'))
        await eventually(() => page.evaluate(() => Number(document.body.dataset.count))).toBeGreaterThan(0)
      else await isThere(page)
    }),
  tsx: (snippet) =>
    bundle(snippet, async (page) => {
      await isThere(page)
      await page.getByRole('button', { name: 'Ask us' }).click()
      await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
    }),
  async css({ text }) {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('In your own dress')
    await eventually(() => visitor.state()).toBe('sent')
    const look = () => visitor.page.evaluate(lookOf, text)
    const before = await look()
    expect(before.length).toBeGreaterThan(0)
    await visitor.page.addStyleTag({ content: text })
    const after = await look()
    expect(after.filter((line, index) => line === before[index])).toEqual([])
  },
}

/** What each declaration of a sheet is about, as the panel and the parts have it. Runs in the page. */
function lookOf(sheet: string): string[] {
  const rules = new CSSStyleSheet()
  rules.replaceSync(sheet)
  const inside = document.querySelector('foyer-widget')!.shadowRoot!
  const properties: Record<string, string> = {
    '--foyer-surface': 'background-color',
    '--foyer-ink': 'color',
    '--foyer-radius': 'border-start-start-radius',
  }
  return ([...rules.cssRules] as CSSStyleRule[]).flatMap(({ selectorText, style }) => {
    const part = /::part\((.+)\)/.exec(selectorText)?.[1] ?? 'panel'
    const found = getComputedStyle(inside.querySelector(`[part~="${part}"]`)!)
    return [...style].map((name) => `${name}: ${found.getPropertyValue(properties[name] ?? name)}`)
  })
}

/** Signed as the document shows it, with a key of this server. */
async function chatToken(): Promise<string> {
  const { url, site, agents } = stage.server
  const made = await fetch(`${url}/v1/sites/${site}/identity-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${agents[0]!.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ algorithm: 'HS256' }),
  })
  const sign = (await moduleOf(blockWith('docs/identity.md', 'chatToken'))).chatToken as unknown as (
    ...words: unknown[]
  ) => string
  return sign({ id: 'u1', name: 'Ada Vouched', email: 'ada@shop.example' }, site, await made.json())
}

/** The name that the token has is what an agent sees. */
async function isKnown(page: Page): Promise<void> {
  const visitor = visitorOn(page)
  await visitor.talk()
  await visitor.say('Who am I?')
  await eventually(() => visitor.state()).toBe('sent')
  const agent = await stage.agent()
  await agent.showList('unassigned')
  await agent.openRow('Who am I?')
  await agent.page.getByText('Ada Vouched').first().waitFor()
}

describe('the documents', () => {
  const shown = allSnippets()

  for (const snippet of shown.filter((one) => runnerOf(one) === 'page'))
    it(`[WG-16] ${snippet.file}:${snippet.line}, ${snippet.kind}`, async () => {
      await does[snippet.kind]!(snippet)
    })

  it('[WG-16] have no code that nobody runs and no reason is given for', () => {
    expect(documents.length).toBeGreaterThan(20)
    const drawn = ['ARCHITECTURE.md', 'packages/protocol/PROTOCOL.md'] // drawings, and frames held to golden ones
    expect(
      documents
        .filter((file) => !drawn.includes(file))
        .flatMap((file) => indentedCode(file).map((line) => `${file}:${line}`)),
    ).toEqual([])
    const names = shown.map(({ name }) => name)
    expect(unrunNames.filter((name) => !names.includes(name))).toEqual([])
    expect(read('examples/gallery/src/states.ts').replaceAll(/^ {2}/gm, '')).toContain(
      blockWith('examples/gallery/README.md', "name: 'thread/typing'").text,
    )
  })

  it('[WG-16] are found from their index, and every link leads somewhere', () => {
    const anchors = (file: string) =>
      [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      )
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
        .filter(([, path = '', anchor]) => {
          const to = path === '' ? file : join(dirname(file), path)
          return !existsSync(join(root, to)) || (anchor !== undefined && !anchors(to).includes(anchor))
        })
        .map(([link]) => `${file}: ${link}`),
    )
    expect(broken).toEqual([])
    const index = read('docs/README.md')
    const others = documents.filter((file) => file.startsWith('docs/') && file !== 'docs/README.md')
    expect(others.filter((file) => !index.includes(`(${file.slice(5)}`))).toEqual([])
    for (const topic of `Installing, Options, API, Events, Theming, Identity, Consent, Content Security Policy,
      Single-page apps, React, Headless, Migration`.split(/,\s+/))
      expect(index).toMatch(new RegExp(`^\\| ${topic}\\b.*\\]\\(`, 'm'))
    expect(read('README.md')).toContain('(docs/README.md)')
  })
})

describe('docs', () => {
  it('[WG-16] name every verb, event and option', async () => {
    const page = await visit(stage.hosts.add(shopPage(stage.server.url)))
    await isThere(page)
    const message = await page.evaluate(() =>
      (window as unknown as { foyer(verb: string): Promise<void> })
        .foyer('?')
        .catch((error: Error) => error.message),
    )
    const verbs = message!.split(' but ')[1]!.split(', ')
    expect(verbs.length).toBeGreaterThan(15)
    const api = read('docs/api.md')
    expect(verbs.filter((verb) => !new RegExp(`\`${verb}[\`(]`).test(api))).toEqual([])
    const said = await page.evaluate(async () => {
      const { foyer } = window as unknown as { foyer(...words: unknown[]): Promise<void> }
      const told = new Promise<string>((done) => {
        console.error = (...words: unknown[]) => done(words.join(' '))
      })
      await foyer('open')
      void foyer('on', 'no such event', () => {})
      await foyer('send', 'Hello')
      return told
    })
    const events = said.split(', but ')[1]!.split(', ')
    expect(events.length).toBeGreaterThan(10)
    expect(events.filter((event) => !api.includes(`\`${event}\``))).toEqual([])
    stage.announce(/\[foyer\]/)
  })
})
