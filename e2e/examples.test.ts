// The examples run as their README says: the page with the script tag, the page built with npm, the bot.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { serveFolder } from './support/folder.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, visitorOn } from './support/visitor.ts'

const stage = setStage()
const examples = resolve(import.meta.dirname, '../examples')

describe('examples', () => {
  it('script-tag: the page opens the chat and hears of what is unread', async () => {
    const document = readFileSync(join(examples, 'script-tag/index.html'), 'utf8')
    expect(document).toContain('http://localhost:8080/foyer.js')
    const page = await (await stage.profile()).newPage()
    const told: string[] = []
    page.on('console', (message) => told.push(message.text()))
    await page.goto(stage.hosts.add(document.replaceAll('http://localhost:8080', stage.server.url)))
    const visitor = visitorOn(page)
    await visitor.launcher.waitFor()
    await page.locator('#ask').click()
    await visitor.part('talk-button').waitFor()
    await visitor.talk()
    await visitor.say('From the example')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.part('close').click()
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('From the example')
    await agent.say('Hello, example')
    await eventually(() => told).toContain('1 unread')
  })

  it('npm-sdk: builds with Vite and works, with its pieces in the page’s own build', async () => {
    const out = mkdtempSync(join(tmpdir(), 'foyer-npm-sdk-'))
    try {
      process.env.VITE_FOYER_URL = stage.server.url
      await build({
        root: join(examples, 'npm-sdk'),
        logLevel: 'error',
        mode: 'production',
        build: { outDir: out, emptyOutDir: true },
      })
      const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      expect(files.length).toBeGreaterThan(3)
      const { origin, close } = await serveFolder(out)
      try {
        const page = await (await stage.profile()).newPage()
        await page.goto(origin)
        const visitor = visitorOn(page)
        await visitor.launcher.getByText('Chat with us').waitFor()
        await page.locator('#ask').click()
        await eventually(() => visitor.texts().catch(() => [])).toEqual(['Is this chair in stock?'])
        await eventually(() => visitor.state()).toBe('sent')
        await shoot(page, 'example-npm-sdk')
        const agent = await stage.agent()
        await agent.showList('unassigned')
        await agent.openRow('Is this chair in stock?')
        await agent.say('It is')
        await eventually(() => visitor.texts()).toEqual(['Is this chair in stock?', 'It is'])
        await page.locator('#leave').click()
        await eventually(() => page.evaluate(() => localStorage.length)).toBe(0)
      } finally {
        await close()
      }
    } finally {
      delete process.env.VITE_FOYER_URL
      rmSync(out, { recursive: true, force: true })
    }
  })

  it('headless-node: answers from the FAQ and leaves the rest to people', async () => {
    const bot = startBot(stage.server.agents[1]!.token)
    try {
      await eventually(() => bot.output()).toContain('online')
      const visitor = await stage.visitor()
      await visitor.talk()
      await visitor.say('So what does the delivery cost me?')
      await eventually(async () => (await visitor.texts())[1]).toMatch(/free from €80/)
      expect(await visitor.message('free from').locator('[part="quote"]').textContent()).toContain(
        'delivery cost',
      )
      expect(await visitor.panel.textContent()).toContain('Noor Haddad')

      const other = await stage.visitor()
      await other.talk()
      await other.say('Xyzzy plugh?')
      const agent = await stage.agent()
      await agent.showList('unassigned')
      await agent.openRow('Xyzzy plugh?')
      await agent.hook('note').filter({ hasText: 'found no answer' }).waitFor()
      expect(await other.texts()).toEqual(['Xyzzy plugh?'])
    } finally {
      await bot.stop()
    }
  })

  it('headless-node: says what is missing', async () => {
    const bot = startBot('')
    expect(await bot.ended).toBe(2)
    expect(bot.output()).toContain('FOYER_TOKEN')
    const refused = startBot('fa_wrong')
    expect(await refused.ended).toBe(1)
  })
})

function startBot(token: string) {
  const child: ChildProcess = spawn(process.execPath, [join(examples, 'headless-node/bot.ts')], {
    env: { ...process.env, FOYER_URL: stage.server.url, FOYER_TOKEN: token, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return {
    output: () => output,
    ended,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
