// The command line as people and scripts use it: the real process, its output and how it ends.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../src/adapters/sql/open.ts'
import { connect, type WireRow } from '../support/wire.ts'

const main = join(import.meta.dirname, '../../foyer.mjs')
const running = new Set<ChildProcessWithoutNullStreams>()
let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'foyer-cli-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  rmSync(data, { recursive: true, force: true })
})

interface Run {
  child: ChildProcessWithoutNullStreams
  stdout(): string
  stderr(): string
  ended: Promise<number | null>
}

function start(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    cwd: data,
  })
  running.add(child)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part) => {
    stdout += part
  })
  child.stderr.on('data', (part) => {
    stderr += part
  })
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  return { child, stdout: () => stdout, stderr: () => stderr, ended }
}

async function run(args: string[], input = '', env?: Record<string, string>) {
  const { child, stdout, stderr, ended } = start(args, env)
  child.stdin.end(input)
  return { code: await ended, stdout: stdout(), stderr: stderr() }
}

/** Resolves once standard output has what is looked for. */
async function says({ child, stdout, stderr, ended }: Run, what: RegExp): Promise<RegExpExecArray> {
  const died = ended.then((code) => {
    throw new Error(`ended with ${code}: ${stderr()}`)
  })
  died.catch(() => undefined)
  for (;;) {
    const found = what.exec(stdout())
    if (found !== null) return found
    await Promise.race([once(child.stdout, 'data'), died])
  }
}

interface Demo {
  url: string
  site: string
  agents: { email: string; password: string; token: string }[]
}

async function startDemo(args: string[] = []): Promise<{ demo: Demo; process: Run }> {
  const process = start(['demo', '--json', '--port', '0', '--data', data, ...args])
  const [line] = await says(process, /^.*\n/)
  return { demo: JSON.parse(line) as Demo, process }
}

async function assistantOf({ url, agents: [agent] }: Demo, patch?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/v1/sites/demo`, {
    method: patch === undefined ? 'GET' : 'PATCH',
    headers: { authorization: `Bearer ${agent?.token}`, 'content-type': 'application/json' },
    ...(patch === undefined ? {} : { body: JSON.stringify({ assistant: patch }) }),
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { settings: { assistant: Record<string, unknown> } }).settings.assistant
}

describe('demo', () => {
  test('[AS-5] [AS-14] its assistant is on, and off where that is said, however it was started before', {
    timeout: 90_000,
  }, async () => {
    const start = async (args: string[] = []) => {
      const { demo, process } = await startDemo(args)
      return {
        demo,
        async stop() {
          process.child.kill('SIGTERM')
          expect(await process.ended).toBe(0)
        },
      }
    }
    const off = { bot: 'off', recommend: false, autoSend: false }
    const first = await start()
    const widget = await fetch(`${first.demo.url}/v1/sites/demo/widget`)
    const { assistant } = (await widget.json()) as { assistant: { guided: { question: string }[] } }
    expect(assistant.guided.map(({ question }) => question)).toContain('How long does delivery take?')
    const entries = await fetch(`${first.demo.url}/v1/sites/demo/faq`, {
      headers: { authorization: `Bearer ${first.demo.agents[0]?.token}` },
    })
    const faq = (await entries.json()) as { entries: { phrasings: string[] }[] }
    expect(faq.entries.length).toBeGreaterThanOrEqual(9)
    expect(faq.entries.every(({ phrasings }) => phrasings.length >= 5)).toBe(true)
    await assistantOf(first.demo, { bot: 'offHours', autoSend: true })
    await first.stop()
    const second = await start()
    expect(await assistantOf(second.demo)).toMatchObject({ bot: 'offHours', autoSend: true })
    await second.stop()
    const third = await start(['--assistant', 'off'])
    expect(await assistantOf(third.demo)).toMatchObject(off)
    const without = await fetch(`${third.demo.url}/v1/sites/demo/widget`)
    expect(await without.json()).toMatchObject({ assistant: null })
    await assistantOf(third.demo, { bot: 'always' })
    await third.stop()
    const fourth = await start(['--assistant', 'off'])
    expect(await assistantOf(fourth.demo)).toMatchObject(off)
    await fourth.stop()
    const fifth = await start()
    expect(await assistantOf(fifth.demo)).toMatchObject({ bot: 'always', recommend: true })
    await fifth.stop()
  })

  test('[SC-7] says one line of JSON, works, and keeps everything in its folder', async () => {
    const first = await startDemo()
    const { url, site, agents } = first.demo
    expect(Object.keys(first.demo)).toEqual(['url', 'site', 'agents'])
    expect(site).toBe('demo')
    expect(agents).toHaveLength(2)

    for (const { email, password, token } of agents) {
      const signedIn = await fetch(`${url}/v1/session`, {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
      expect(signedIn.status).toBe(200)
      expect(await signedIn.json()).toMatchObject({ sites: [{ id: 'demo' }] })
      const settings = await fetch(`${url}/v1/sites/demo`, { headers: { authorization: `Bearer ${token}` } })
      expect(((await settings.json()) as { settings: { origins: string[] } }).settings.origins).toEqual([
        'http://localhost:*',
        'http://127.0.0.1:*',
      ])
    }
    for (const origin of [url, 'http://localhost:5173', 'http://127.0.0.1:3000']) {
      const widget = await fetch(`${url}/v1/sites/demo/widget?locale=ar`, { headers: { origin } })
      expect(widget.headers.get('access-control-allow-origin')).toBe(origin)
      const config = (await widget.json()) as { locale: string; welcome: string; faq: { category: string }[] }
      expect(config.locale).toBe('ar')
      expect(config.welcome).not.toBe('')
      expect(config.faq.length).toBeGreaterThanOrEqual(6)
      expect(new Set(config.faq.map((entry) => entry.category)).size).toBeGreaterThan(1)
    }

    expect(await assistantOf(first.demo)).toMatchObject({ bot: 'always', recommend: true, autoSend: false })

    const file = join(data, 'demo.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ site, agents })

    first.process.child.kill('SIGTERM')
    expect(await first.process.ended).toBe(0)
    expect(first.process.stdout().trim().split('\n')).toHaveLength(1)
    expect(first.process.stderr()).toBe('')

    const second = await startDemo(['--no-limits'])
    expect(second.demo).toEqual({ url: expect.any(String), site, agents })
    expect(second.process.stderr()).toContain('lifted')
    const widget = await fetch(`${second.demo.url}/v1/sites/demo/widget`)
    expect(((await widget.json()) as { faq: unknown[] }).faq.length).toBeLessThan(20)
    second.process.child.kill('SIGINT')
    expect(await second.process.ended).toBe(0)
  })

  test('says to people where to look', async () => {
    const process = start(['demo', '--port', '0', '--data', data])
    const [text] = await says(process, /[\s\S]*Ctrl-C[\s\S]*\n/)
    const { agents } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as Demo
    expect(text).toMatch(/http:\/\/\S+\/demo\/\n/)
    expect(text).toMatch(/http:\/\/\S+\/console\/\n/)
    expect(text).toMatch(/<script src="http:\/\/\S+\/foyer\.js" data-site="demo" async><\/script>/)
    for (const { email, password, token } of agents) {
      expect(text).toMatch(new RegExp(`${email} +${password}\n`))
      expect(text).not.toContain(token)
    }
  })

  test('a lost demo.json is made anew, and its secrets work', async () => {
    const first = await startDemo()
    first.process.child.kill('SIGTERM')
    await first.process.ended
    rmSync(join(data, 'demo.json'))
    const second = await startDemo()
    const [agent] = second.demo.agents
    expect(agent?.token).not.toBe(first.demo.agents[0]?.token)
    const { url } = second.demo
    const signedIn = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: agent?.email, password: agent?.password }),
    })
    expect(signedIn.status).toBe(200)
  })
})

test('[L04] serve says a one-time link as long as there is no agent', async () => {
  const first = start(['serve', '--port', '0', '--data', data, '--log', 'silent'])
  const [, url = '', code] = await says(first, /(http:\S+)\/console\/#\/setup\/(\S+)\n/)
  const made = await fetch(`${url}/v1/setup`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      name: 'Ada',
      email: 'ada@shop.example',
      password: 'mauve giraffe bicycle',
      site: { id: 'shop', name: 'Shop', origin: 'https://shop.example' },
    }),
  })
  expect(made.status).toBe(200)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const second = start(['serve', '--port', '0', '--data', data, '--log', 'silent'])
  await says(second, /is running/)
  second.child.kill('SIGTERM')
  await second.ended
  expect(second.stdout()).not.toContain('setup')
})

test('agents, sites and tokens are added', async () => {
  const there = ['--data', data]
  const site = await run(['site', 'add', 'shop', '--origin', 'https://shop.example', ...there])
  expect(site).toMatchObject({ code: 0, stderr: '' })
  const again = await run(['site', 'add', 'shop', '--origin', 'https://shop.example', ...there])
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^foyer: [^\n]+\n$/) })

  const ada = ['agent', 'add', '--email', 'ada@shop.example', '--name', 'Ada', ...there]
  const weak = await run([...ada, '--password-stdin'], 'password1234\n')
  expect(weak).toMatchObject({ code: 1, stdout: '' })
  const own = await run([...ada, '--password-stdin'], 'mauve giraffe bicycle\n')
  expect(own).toMatchObject({ code: 0, stdout: expect.stringContaining('for shop') })
  expect(own.stdout).not.toContain('mauve')
  const made = await run(['agent', 'add', '--email', 'ben@shop.example', '--name', 'Ben', ...there])
  expect(made.stdout).toMatch(/shown this once: \S{20}\n/)
  const lost = await run([
    'agent',
    'add',
    '--email',
    'c@shop.example',
    '--name',
    'C',
    '--site',
    'none',
    ...there,
  ])
  expect(lost).toMatchObject({ code: 1, stdout: '' })
  const king = await run([...ada, '--role', 'king', '--password-stdin'], 'mauve giraffe bicycle\n')
  expect(king).toMatchObject({ code: 1, stdout: '', stderr: 'foyer: The site "shop" has no role "king".\n' })

  const agentToken = await run(['token', 'add', '--email', 'ada@shop.example', ...there])
  expect(agentToken.stdout).toMatch(/^fa_\S{43}\n$/)
  const botToken = await run(['token', 'add', '--site', 'shop', '--name', 'Helper', ...there])
  expect(botToken.stdout).toMatch(/^fb_\S{43}\n$/)

  const listed = await run(['token', 'list', ...there])
  const lines = listed.stdout.trimEnd().split('\n')
  expect(lines.map((line) => line.split('\t').slice(2))).toEqual([
    ['ada@shop.example', 'Assistant'],
    ['assistant of shop', 'Helper'],
  ])
  expect(listed.stdout).not.toMatch(/f[ab]_/)
  const password = ['agent', 'password', '--email', 'ada@shop.example', '--password-stdin', ...there]
  expect((await run(password, 'violet giraffe bicycle\n')).stdout).toContain('foyer token list')
  const [id = ''] = lines[0]!.split('\t')
  expect(await run(['token', 'revoke', id, ...there])).toMatchObject({ code: 0, stderr: '' })
  expect(await run(['token', 'revoke', id, ...there])).toMatchObject({ code: 1, stdout: '' })
  expect((await run(['token', 'list', ...there])).stdout).toBe(`${lines[1]}\n`)
}, 60_000)

test('[B10] a backup is made while the server runs, and restored into a folder of its own', async () => {
  const { demo, process } = await startDemo()
  const [agent] = demo.agents
  const authorization = `Bearer ${agent?.token}`
  const upload = await fetch(`${demo.url}/v1/files?name=a.txt`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/plain' },
    body: 'kept',
  })
  const { file } = (await upload.json()) as { file: { url: string } }
  const folder = join(data, 'backup')
  expect(await run(['backup', folder, '--data', data])).toMatchObject({ code: 0, stderr: '' })
  expect(await run(['backup', folder, '--data', data])).toMatchObject({ code: 1, stdout: '' })
  process.child.kill('SIGTERM')
  await process.ended

  const again = join(data, 'again')
  expect(await run(['restore', folder, '--data', again])).toMatchObject({ code: 0, stderr: '' })
  expect(await run(['restore', folder, '--data', again])).toMatchObject({ code: 1, stdout: '' })
  const restored = start(['serve', '--port', '0', '--data', again, '--log', 'silent'])
  const [, url] = await says(restored, /at (http:\S+)\n/)
  const settings = await fetch(`${url}/v1/sites/demo`, { headers: { authorization } })
  expect(settings.status).toBe(200)
  expect(await (await fetch(`${url}${file.url}`)).text()).toBe('kept')
}, 60_000)

describe('help and mistakes', () => {
  test.each([
    ['serve'],
    ['demo'],
    ['agent', 'add'],
    ['site', 'add'],
    ['token', 'add'],
    ['backup'],
    ['restore'],
    ['visitor', 'erase'],
    ['visitor', 'export'],
  ])('%s %s --help', async (...command) => {
    const { code, stdout, stderr } = await run([...command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain(`foyer ${command.join(' ')}`)
    expect(stdout).toContain('--data')
    expect(stderr).toBe('')
  })

  test('without a command it says what there is', async () => {
    const bare = await run([])
    expect(bare.code).toBe(2)
    expect((await run(['--help'])).code).toBe(0)
    for (const name of [
      'serve',
      'demo',
      'agent add',
      'agent password',
      'agent disable',
      'site add',
      'token add',
      'token list',
      'token revoke',
      'backup',
      'restore',
      'visitor erase',
      'visitor export',
    ]) {
      expect(bare.stdout).toContain(`foyer ${name}`)
    }
  })

  test.each([
    [['dance'], {}],
    [['constructor'], {}],
    [['serve', '--port', '0', '--database-url', 'postgres://a b:99999/x'], {}],
    [['backup', 'copy'], {}],
    [['serve', '--port', 'http'], {}],
    [['serve', '--prot', '1'], {}],
    [['serve', 'now'], {}],
    [['serve', '--database-url', 'mysql://x'], {}],
    [['demo', '--log', 'loud'], {}],
    [['demo', '--assistant', 'maybe'], {}],
    [['serve'], { FOYER_PORT: '99999' }],
    [['serve'], { FOYER_URL: 'chat.example' }],
    [['agent', 'add', '--name', 'Ada'], {}],
    [['site', 'add'], {}],
    [['token', 'add'], {}],
    [['token', 'revoke'], {}],
  ])('%j with %j: one line, and 2', async (args, env) => {
    const { code, stdout, stderr } = await run(args, '', env)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^[^\n]+\n$/)
  })

  test('a port that is taken, and a data folder that is none', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const taken = await run(['serve', '--port', String(port), '--data', data, '--log', 'silent'])
    server.close()
    expect(taken).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^foyer: Port \d+ is taken\.[^\n]+\n$/),
    })

    const file = join(data, 'file')
    writeFileSync(file, '')
    const none = await run(['serve', '--port', '0', '--data', join(file, 'data')])
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^foyer: [^\n]+\n$/) })
    const isFile = await run(['serve', '--port', '0', '--data', file])
    expect(isFile).toMatchObject({ code: 2, stderr: `foyer: ${file} is not a folder.\n` })
  })

  test('a host that is none is not taken for the database', async () => {
    const strange = await run(['serve', '--port', '0', '--data', data, '--host', 'none.invalid'])
    expect(strange).toMatchObject({ code: 2, stdout: '' })
    expect(strange.stderr).toContain('--host')
    expect(strange.stderr).not.toContain('database')
  })

  test('a database of a newer version, and a demo.json that is none', async () => {
    const serve = ['serve', '--port', '0', '--data', data, '--log', 'silent']
    const store = await openStore({ url: `sqlite:${join(data, 'foyer.db')}` })
    await store.close()
    const database = new Database(join(data, 'foyer.db'))
    database.prepare('insert into kysely_migration values (?, ?)').run('9999-later', '2030-01-01')
    database.close()
    const newer = await run(serve)
    expect(newer).toMatchObject({ code: 2, stdout: '' })
    expect(newer.stderr).toMatch(/^foyer: [^\n]+ newer version [^\n]+\n$/)

    const other = join(data, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'demo.json'), '{')
    const torn = await run(['demo', '--port', '0', '--data', other])
    expect(torn).toMatchObject({ code: 1, stdout: '' })
    expect(torn.stderr).toMatch(/^foyer: \S+demo.json is not a demo's file\n$/)
  })
})

test('[IN-16] [I12] an agent joins a site that came later, gets a new password, and is let in no more', async () => {
  const folder = ['--data', data]
  const email = ['--email', 'ada@shop.example']
  const first = await run(
    ['agent', 'add', ...folder, ...email, '--name', 'Ada', '--password-stdin'],
    'a long enough pass phrase\n',
  )
  expect(first).toMatchObject({ code: 0, stderr: '' })
  const site = await run(['site', 'add', 'late', ...folder, '--origin', 'https://late.example'])
  expect(site.stdout).toContain('--site late')
  expect(await run(['agent', 'add', ...folder, ...email])).toMatchObject({ code: 1 })
  const joined = await run(['agent', 'add', ...folder, ...email, '--site', 'late'])
  expect(joined).toMatchObject({ code: 0, stderr: '' })
  expect(joined.stdout).toContain('Ada answers for late too')

  const weak = await run(['agent', 'password', ...folder, ...email, '--password-stdin'], 'password1234\n')
  expect(weak).toMatchObject({ code: 1, stdout: '' })
  const renewed = await run(
    ['agent', 'password', ...folder, ...email, '--password-stdin'],
    'another long pass phrase\n',
  )
  expect(renewed).toMatchObject({ code: 0, stderr: '' })
  const server = start(['serve', ...folder, '--port', '0', '--log', 'silent'])
  const [, url = ''] = await says(server, /running at (\S+)/)
  const signIn = async (password: string) => {
    const answer = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@shop.example', password }),
    })
    return answer.status
  }
  expect(await signIn('a long enough pass phrase')).toBe(401)
  expect(await signIn('another long pass phrase')).toBe(200)
  expect(await run(['agent', 'disable', ...folder, ...email])).toMatchObject({ code: 0, stderr: '' })
  expect(await signIn('another long pass phrase')).toBe(401)

  const store = await openStore({ url: `sqlite:${join(data, 'foyer.db')}` })
  const lines = await store.people.readLog('late', { limit: 10, what: 'agent.' })
  await store.close()
  expect(lines.map(({ what, agent, object }) => [what, agent, object])).toEqual([
    ['agent.disabled', null, 'ada@shop.example'],
    ['agent.password', null, 'ada@shop.example'],
    ['agent.joined', null, 'ada@shop.example'],
  ])
}, 60_000)

test('[F05] what a disabled agent had goes back to the queue, where the others find it', async () => {
  const { demo } = await startDemo(['--assistant', 'off'])
  const { url, agents } = demo
  const [one, other] = agents as [Demo['agents'][0], Demo['agents'][0]]
  const visitor = await connect({ url, site: 'demo', origin: url })
  await visitor.hello()
  const { conversation } = await visitor.post(null, 'hello')
  const agent = await connect({ url })
  await agent.hello({ role: 'agent', token: one.token })
  await agent.post(conversation, 'one moment')
  await visitor.push('head', ({ head }) => head.handler === 'agent')

  const disabled = await run(['agent', 'disable', '--data', data, '--email', one.email])
  expect(disabled).toMatchObject({ code: 0, stderr: '' })
  expect(await agent.closed).toMatchObject({ code: 4501 })
  await visitor.post(conversation, 'is anybody there?')
  await visitor.push('head', ({ head }) => head.handler === 'queue')

  const colleague = await connect({ url })
  await colleague.hello({ role: 'agent', token: other.token })
  const { rows } = await colleague.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'all' })
  expect(rows.map(({ head }) => [head.id, head.agent?.name])).toContainEqual([conversation, undefined])
})
