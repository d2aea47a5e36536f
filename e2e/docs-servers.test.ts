// What the documents show for servers and shells, done word for word: requests by fetch, commands by the real program,
// what the server posts by a receiver that checks it as the document says. Addresses and ids are ours.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUp } from './support/desk.ts'
import {
  allSnippets,
  blockWith,
  moduleOf,
  root,
  runnerOf,
  type Snippet,
  snippetsOf,
} from './support/snippets.ts'
import { setStage } from './support/stage.ts'
import { eventually, type Visitor } from './support/visitor.ts'

const stage = setStage(['--allow-private-requests'])
const main = join(root, 'packages/server/foyer.mjs')

/** A site's own server: keeps what it was posted and answers what it was told to. */
let receiver: Server
let address = ''
let answer: unknown = {}
const posted: { headers: IncomingHttpHeaders; body: string }[] = []

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      posted.push({ headers: request.headers, body })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
})
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})

const here = (text: string) =>
  text
    .replaceAll('wss://chat.example', stage.server.url.replace('http', 'ws'))
    .replaceAll('https://chat.example', stage.server.url)

async function ask(method: string, path: string, body?: string, type = 'application/json'): Promise<unknown> {
  const { url, agents } = stage.server
  const headers: Record<string, string> = { authorization: `Bearer ${agents[0]!.token}` }
  if (body !== undefined) headers['content-type'] = type
  const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  expect(response.ok, `${method} ${path}: ${text}`).toBe(true)
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

/** Which names a thing has, all the way down; of a list, those of what is in it. */
function names(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => names(one, `${at}[]`)))]
  if (value === null || typeof value !== 'object') return [at]
  return Object.entries(value).flatMap(([name, inner]) => names(inner, `${at}.${name}`))
}

const words = (command: string) => {
  const found = /^(?:npm run --silent foyer --|foyer) (.+)$/.exec(here(command).trim())
  if (found === null) throw new Error(`a command that nobody knows: ${command}`)
  return found[1]!.split(/\s+/)
}

/** What it has printed when it ended, or, of a server, when it was ready. */
function print(command: string): Promise<string> {
  const all = words(command)
  const isServer = all[0] === 'serve'
  const data = mkdtempSync(join(tmpdir(), 'foyer-docs-'))
  if (isServer) all.push('--port', '0', '--data', data)
  const child = spawn(process.execPath, [main, ...all], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  return new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
      if (isServer && said.includes('\n')) child.kill('SIGKILL')
    })
    child.once('error', fail)
    child.once('close', (code) => {
      rmSync(data, { recursive: true, force: true })
      if (code === 0 || (isServer && said !== '')) done(said)
      else fail(new Error(`${command}: ended with ${code}:\n${errors}`))
    })
  })
}

async function asked(question: string): Promise<Visitor> {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(question)
  await eventually(() => visitor.state()).toBe('sent')
  return visitor
}

/** The next of what is posted, checked as the document has it. */
async function nextPosted(before: number): Promise<unknown> {
  await eventually(() => posted.length).toBeGreaterThan(before)
  const { headers, body } = posted[before]!
  const isSigned = (await moduleOf(blockWith('docs/assistant.md', 'isSigned'))).isSigned as unknown as (
    ...words: unknown[]
  ) => boolean
  const { signing } = (await ask('GET', '/v1/sites/demo/secrets')) as { signing: string }
  expect(isSigned(headers['foyer-signature'], body, signing)).toBe(true)
  expect(isSigned(headers['foyer-signature'], `${body} `, signing)).toBe(false)
  expect(isSigned('t=1,v1=0', body, signing)).toBe(false)
  return JSON.parse(body)
}

/** By file and by the first name, or the type, of what is shown. */
const shows: Record<string, (shown: Record<string, unknown>) => Promise<void>> = {
  async 'docs/assistant.md question'(shown) {
    const [passage] = shown.passages as { title: string; url: string; text: string }[]
    await ask('POST', '/v1/sites/demo/documents', JSON.stringify({ ...passage, faq: undefined }))
    await setUp(stage.server, {
      assistant: { bot: 'always', answerer: 'webhook', webhook: { url: address } },
    })
    answer = { text: 'Hi!' }
    const visitor = await asked('Hello')
    await eventually(() => visitor.texts()).toHaveLength(2)
    answer = {
      text: 'Within **30 days**.',
      sources: [{ title: 'Returns', url: 'https://shop.example/returns' }],
    }
    const before = posted.length
    await visitor.say(shown.question as string)
    const got = (await nextPosted(before)) as Record<string, unknown>
    const known = names(got)
    expect(names(shown).filter((name) => !known.includes(name) && name !== '.passages[].faq')).toEqual([])
    expect(Object.keys(got).sort()).toEqual(Object.keys(shown).sort())
    await eventually(async () => (await visitor.texts()).at(-1)).toMatch(/Within 30 days/)
    await setUp(stage.server, { assistant: { answerer: 'faq', bot: 'off' } })
  },
  async 'docs/assistant.md handoff.requested'(shown) {
    answer = {}
    await setUp(stage.server, { assistant: { bot: 'always', handoff: { to: 'webhook', url: address } } })
    const before = posted.length
    // The bot cannot answer it, so it hands over.
    await asked('Xyzzy plugh?')
    const got = (await nextPosted(before)) as Record<string, unknown>
    const known = names(got)
    expect(names(shown).filter((name) => !known.includes(name) && name !== '.visitor.attributes')).toEqual([])
    expect(Object.keys(got).sort()).toEqual(Object.keys(shown).sort())
    await setUp(stage.server, { assistant: { bot: 'off', handoff: { to: 'inbox' } } })
  },
  async 'docs/faq-files.md entries'(shown) {
    const report = (await ask(
      'POST',
      '/v1/sites/demo/faq/import?format=json',
      JSON.stringify(shown),
    )) as Record<string, unknown>
    // The requests of the same page may have brought it already.
    expect(report).toMatchObject({ changed: 0, skipped: [] })
    expect(Number(report.created) + Number(report.same)).toBe(1)
  },
  async 'docs/faq-files.md created'(shown) {
    const report = (await ask(
      'POST',
      '/v1/sites/demo/faq/import?format=csv',
      'question,answer\nIs this new?,Yes\n,Nobody asked',
      'text/csv',
    )) as { skipped: { reason: string }[] }
    expect(names(report).sort()).toEqual(names(shown).sort())
    expect(report.skipped.map(({ reason }) => reason)).toEqual(
      (shown.skipped as { reason: string }[]).map(({ reason }) => reason),
    )
  },
}

const does: Record<string, (snippet: Snippet) => Promise<void>> = {
  async http({ file, text }) {
    let id = ''
    for (const line of text.trim().split('\n')) {
      const [, method, path, rest = ''] = /^([A-Z]+)\s+(\S+)\s*(.*)$/.exec(line) ?? []
      const to = path!.replace(':site', 'demo').replace(':id', id)
      const [, type] = /^content-type: (\S+)$/.exec(rest) ?? []
      const example = type && snippetsOf(file).find(({ kind }) => type.endsWith(kind))?.text
      const got = await ask(method!, to, example || rest || undefined, type)
      if (method === 'POST' && type === undefined) id = (got as { id: string }).id
    }
    await setUp(stage.server, { assistant: { answerer: 'faq', handoff: { to: 'inbox' } } })
  },
  async json({ file, text }) {
    const shown = JSON.parse(text) as Record<string, unknown>
    await shows[`${file} ${shown.type ?? Object.keys(shown)[0]}`]!(shown)
  },
  async csv({ text }) {
    const taken = await ask('POST', '/v1/sites/demo/faq/import?format=csv', text, 'text/csv')
    expect(taken).toMatchObject({ skipped: [] })
    const all = (await ask('GET', '/v1/sites/demo/faq')) as {
      entries: { question: string; phrasings: string[] }[]
    }
    expect(JSON.stringify(all)).toContain('Which countries do you ship to?')
  },
  async sh({ text }) {
    for (const command of text.trim().split('\n')) {
      const said = await print(command)
      expect(said).toMatch(words(command)[0] === 'csp' ? /^script-src / : /https?:\/\//)
    }
  },
  async csp({ file, text }) {
    const command = snippetsOf(file).find(({ kind }) => kind === 'sh')!.text
    expect(await print(command)).toBe(here(text))
  },
  async js({ text }) {
    // The question, the handoff, and the page that fetches a token do the rest of it.
    const made = await moduleOf({ text } as Snippet)
    expect(Object.keys(made).some((name) => ['isSigned', 'chatToken'].includes(name))).toBe(true)
  },
  async ts({ text }) {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-docs-'))
    const made = await print(`foyer token add --site demo --name Bot --data ${stage.server.data}`)
    const token = /\bf\w_\S+/.exec(made)?.[0]
    const given = `const token = '${token}'
      const answer = ({ head }) => console.log('would answer', head.value?.id ?? '')\n`
    const file = join(folder, 'bot.ts')
    const client = join(root, 'packages/client/src/index.ts')
    writeFileSync(file, given + here(text).replace('@foyer/client', client))
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    const ended = new Promise((done) => child.once('close', done))
    try {
      await setUp(stage.server, { assistant: { bot: 'always', answerer: 'faq' } })
      await asked('How long does delivery take?')
      await eventually(() => said).toContain('would answer')
    } finally {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

describe('the documents, for servers and shells', () => {
  for (const snippet of allSnippets().filter((one) => runnerOf(one) === 'server'))
    it(`[WG-16] ${snippet.file}:${snippet.line}, ${snippet.kind}`, async () => {
      await does[snippet.kind]!(snippet)
    })
})
