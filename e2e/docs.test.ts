// What the documents for those who build pages show is done here, word for word; only the server's address is ours.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { serveFolder } from './support/folder.ts'
import { shopPage } from './support/host-pages.ts'
import { setStage } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()
const root = resolve(import.meta.dirname, '..')

interface Snippet {
  file: string
  line: number
  kind: string
  text: string
}

function snippetsOf(file: string): Snippet[] {
  const whole = readFileSync(join(root, 'docs', file), 'utf8')
  return [...whole.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ index, 1: kind, 2: text }) => ({
    file,
    line: whole.slice(0, index).split('\n').length,
    kind: kind!,
    text: text!,
  }))
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

async function print(command: string): Promise<string> {
  const [name, ...words] = here(command).trim().split(/\s+/)
  expect(name).toBe('foyer')
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'packages/server/foyer.mjs'),
    ...words,
  ])
  return stdout
}

async function bundle({ kind, text }: Snippet, use: (page: Page) => Promise<void>): Promise<void> {
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
          load: (id) => (id === entry ? here(text) : null),
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

/** By kind; a kind that is not here is a document that nobody checks. */
const does: Record<string, (snippet: Snippet) => Promise<void>> = {
  async html({ text }) {
    const page = await visit(stage.hosts.add(bare({ body: here(text) })))
    await isThere(page)
    const wanted = (text.match(/foyer\.js|<foyer-chat /g) ?? []).length
    await eventually(() => page.locator('foyer-widget').count()).toBe(wanted)
  },
  async js({ text }) {
    const page = await visit(stage.hosts.add(shopPage(stage.server.url)))
    await isThere(page)
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.evaluate(`(async () => {\n${here(text)}\n})()`)
    // Comments say what is printed.
    for (const [, word] of text.matchAll(/console\.log\(.*\) \/\/ (.+)$/gm)) expect(said).toContain(word)
    if (text.includes("'send', ''")) stage.announce(/\[foyer\] send/)
  },
  ts: (snippet) =>
    bundle(snippet, async (page) => {
      if (snippet.text.includes('@foyer/client'))
        await eventually(() => page.evaluate(() => Number(document.body.dataset.count))).toBeGreaterThan(0)
      else await isThere(page)
    }),
  tsx: (snippet) =>
    bundle(snippet, async (page) => {
      await isThere(page)
      await page.getByRole('button', { name: 'Ask us' }).click()
      await page.locator('foyer-widget [part="panel"][data-open]').waitFor()
    }),
  async sh({ text }) {
    expect(await print(text)).toMatch(/^script-src /)
  },
  async csp({ file, text }) {
    const command = snippetsOf(file).find(({ kind }) => kind === 'sh')!.text
    expect(await print(command)).toBe(here(text))
  },
}

for (const file of ['install.md', 'api.md', 'migration.md'])
  describe(`docs/${file}`, () => {
    for (const snippet of snippetsOf(file))
      it(`[WG-16] line ${snippet.line}, ${snippet.kind}`, async () => {
        await does[snippet.kind]!(snippet)
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
    const api = readFileSync(join(root, 'docs/api.md'), 'utf8')
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
