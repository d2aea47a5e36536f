// Files both ways: pictures and documents with their progress, what is refused and why, by picker, paste and
// drop, and what a file with a bad intention can do, which is nothing.
import { describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { picture as pictureOf, png, type Sample as Upload } from './support/samples.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor } from './support/visitor.ts'

const stage = setStage(['--no-limits'])

const picture = (name = 'scratch.png'): Upload => pictureOf(120, 80, name)
const paper = (name: string, bytes: number): Upload => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, ' ')]),
})

async function meet(first: string): Promise<{ agent: Agent; visitor: Visitor }> {
  const agent = await stage.agent()
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say(first)
  await agent.showList('unassigned')
  await agent.openRow(first)
  return { agent, visitor }
}

const pick = (visitor: Visitor, ...files: Upload[]) =>
  visitor.panel.locator('input[type="file"]').setInputFiles(files)
const attach = (agent: Agent, ...files: Upload[]) => agent.hook('file-input').setInputFiles(files)

/** Slows what a page sends, so that its progress can be seen. */
async function slowUp({ page }: { page: Agent['page'] }, bytesASecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesASecond,
  })
}

describe('files', () => {
  it('[CV-9] [CV-10] a picture from the visitor, seen by the agent, large on both sides', async () => {
    const { agent, visitor } = await meet('See the scratch')
    await pick(visitor, picture())
    const image = visitor.part('image').locator('img')
    await image.waitFor()
    await eventually(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(120)
    const seen = agent.hook('picture').locator('img')
    await eventually(() => seen.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(120)
    await agent.hook('picture').click()
    await agent.page.locator('dialog img').waitFor()
    await shoot(agent.page, 'console-picture')
    await agent.page.keyboard.press('Escape')
    await agent.page.locator('dialog img').waitFor({ state: 'hidden' })

    await visitor.part('image').click()
    await visitor.part('viewer').waitFor()
    await shoot(visitor.page, 'widget-viewer')
    await visitor.page.keyboard.press('Escape')
    await visitor.part('viewer').waitFor({ state: 'detached' })
    expect(await visitor.panel.getAttribute('data-open')).not.toBeNull()
  })

  it('[CV-10] a document from the agent, with its progress; the visitor downloads what was sent', async () => {
    const { agent, visitor } = await meet('The manual, please')
    await slowUp(agent, 400_000)
    const manual = paper('manual “v2”.pdf', 300_000)
    await attach(agent, manual)
    await agent.hook('upload').waitFor()
    const share = () =>
      agent
        .hook('upload')
        .locator('progress')
        .first()
        .evaluate((bar: HTMLProgressElement) => bar.value)
    await eventually(async () => {
      const now = await share().catch(() => 0)
      return now > 0 && now < 1
    }).toBe(true)
    await shoot(agent.page, 'console-upload')
    await visitor.part('file').waitFor()
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      visitor.part('file').click(),
    ])
    expect(download.suggestedFilename()).toBe('manual “v2”.pdf')
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).equals(manual.buffer)).toBe(true)
    await agent.hook('upload').waitFor({ state: 'detached' })
  })

  it('[CV-10] the visitor’s upload shows its progress and can be cancelled; nothing of it is sent', async () => {
    const { agent, visitor } = await meet('A film of it')
    await slowUp(visitor, 60_000)
    await pick(visitor, paper(`${'signed-and-countersigned-'.repeat(8)}final.pdf`, 500_000))
    const bar = visitor.part('upload').locator('progress')
    await eventually(async () => {
      const now = await bar.evaluate((one: HTMLProgressElement) => one.value).catch(() => 0)
      return now > 0 && now < 1
    }).toBe(true)
    await shoot(visitor.page, 'widget-upload')
    const [bubble, panel] = await Promise.all([
      visitor.part('upload').locator('[part="bubble"]').boundingBox(),
      visitor.panel.boundingBox(),
    ])
    expect(bubble!.x).toBeGreaterThan(panel!.x)
    await visitor.part('remove').click()
    await visitor.part('upload').waitFor({ state: 'detached' })
    await visitor.say('Never mind')
    await eventually(() => agent.texts()).toEqual(['A film of it', 'Never mind'])
  })

  it('[CV-9] a file’s long name keeps its ending in sight, on both sides', async () => {
    const { agent, visitor } = await meet('The contract')
    await pick(visitor, paper(`${'signed-and-countersigned-'.repeat(8)}final.pdf`, 3_000))
    for (const name of [visitor.part('file').locator('bdi'), agent.hook('file').locator('bdi')]) {
      await name.waitFor()
      const [cut, isInSight] = await name.evaluate((element) => {
        const [stem] = element.children as unknown as HTMLElement[]
        const range = new Range()
        range.setStart(stem!.nextSibling!, 0)
        range.setEndAfter(element.lastChild!)
        const ending = range.getBoundingClientRect()
        const box = element.parentElement!.getBoundingClientRect()
        return [stem!.scrollWidth > stem!.clientWidth, ending.width > 10 && ending.right <= box.right + 0.5]
      })
      expect([cut, isInSight]).toEqual([true, true])
    }
    await shoot(visitor.page, 'widget-long-file-name')
  })

  it('[CV-10] an upload that was cut says so and can be tried again', async () => {
    const { agent, visitor } = await meet('It was cut')
    stage.announce(/ERR_/)
    await visitor.page.route('**/v1/files?*', (route) => route.abort())
    await pick(visitor, picture('cut.png'))
    const retry = visitor.part('upload').locator('[part="retry"]')
    await retry.waitFor()
    await visitor.part('upload').getByText('The connection was lost.').waitFor()
    await visitor.page.unroute('**/v1/files?*')
    await retry.click()
    await agent.hook('picture').waitFor()
    await eventually(() => visitor.part('image').count()).toBe(1)
  })

  it('[CV-10] [H03] too large, empty and of a wrong kind: the words say which limit, and nothing leaves the page', async () => {
    const { agent, visitor } = await meet('I try something')
    const answer = await agent.page.evaluate(async () => {
      const site = await (await fetch('/v1/sites/demo')).json()
      const upload = { ...site.settings.upload, bytes: 50_000 }
      const change = await fetch('/v1/sites/demo', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ upload }),
      })
      return { status: change.status, before: site.settings.upload }
    })
    expect(answer.status).toBe(200)
    // The answer that pages have may be a minute old: a fresh profile asks anew.
    const fresh = await stage.visitor()
    await fresh.talk()
    const uploads: string[] = []
    fresh.page.on(
      'request',
      (request) => void (request.url().includes('/v1/files') && uploads.push(request.url())),
    )
    await pick(fresh, paper('huge.pdf', 60_000))
    await eventually(() => fresh.part('warning').textContent()).toMatch(/huge\.pdf.*50\s?kB/i)
    await pick(fresh, {
      name: 'setup.exe',
      mimeType: 'application/x-msdownload',
      buffer: Buffer.from('MZ\x90\0\x03'),
    })
    await eventually(() => fresh.part('warning').textContent()).toMatch(/setup\.exe/)
    await shoot(fresh.page, 'widget-file-refused')
    const nothing = { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }
    await pick(fresh, nothing)
    await eventually(() => fresh.part('warning').textContent()).toBe('nothing.txt is empty.')
    await attach(agent, nothing)
    await agent.page.getByText('nothing.txt is empty').waitFor()
    expect(uploads).toEqual([])
    expect(await fresh.texts()).toEqual([])

    // The older page does not know of the new limit: the server says it.
    stage.announce(/status of 41\d/)
    await pick(visitor, paper('large.pdf', 60_000))
    await eventually(() => visitor.part('upload').textContent()).toMatch(/large\.pdf/)
    await eventually(() => visitor.part('upload').getAttribute('data-state')).toBe('failed')
    await eventually(() => visitor.part('upload').textContent()).toMatch(/larger than 50\s?kB/i)
    expect(await visitor.part('upload').locator('[part="retry"]').count()).toBe(0)
    await visitor.part('remove').click()
    await visitor.part('upload').waitFor({ state: 'detached' })

    await agent.page.evaluate(
      (upload) =>
        fetch('/v1/sites/demo', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ upload }),
        }).then(() => undefined),
      answer.before,
    )
  })

  it('[H01] a page that calls itself a picture is refused; nothing of it runs', async () => {
    const { agent, visitor } = await meet('Look at this photo')
    stage.announce(/status of 415/)
    const evil = Buffer.from('<html><script>alert(document.domain)</script></html>')
    await pick(visitor, { name: 'photo.png', mimeType: 'image/png', buffer: evil })
    await eventually(() => visitor.part('upload').getAttribute('data-state')).toBe('failed')
    await pick(visitor, { name: 'page.html', mimeType: 'text/html', buffer: evil })
    await eventually(() => visitor.part('warning').textContent()).toMatch(/page\.html/)
    await visitor.say('No?')
    await eventually(() => agent.texts()).toEqual(['Look at this photo', 'No?'])
    expect(await agent.hook('picture').count()).toBe(0)
  })

  it('[H02] [H06] a file’s address is signed, sandboxed and no place to run anything', async () => {
    const { agent, visitor } = await meet('A text file')
    const content = Buffer.from('<script>alert(1)</script>')
    await pick(visitor, { name: '../../etc/invoice\u202efdp.txt', mimeType: 'text/plain', buffer: content })
    await visitor.part('file').waitFor()
    // Its name shows what it is, and no way up.
    expect(await visitor.part('file').locator('bdi').textContent()).toMatch(/^[^/\u202e]*invoicefdp\.txt$/)
    const address = (await visitor.part('file').getAttribute('href'))!
    const ask = (url: string) => visitor.page.request.get(url)
    const answer = await ask(address)
    expect(answer.status()).toBe(200)
    expect((await answer.body()).equals(content)).toBe(true)
    expect(answer.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^attachment; .*invoice.*fdp\.txt/),
    })
    expect((await ask(address.replace(/\?.*/, ''))).status()).toBe(404)
    expect((await ask(address.replace(/.(?=.{5}$)/, (one) => (one === 'A' ? 'B' : 'A')))).status()).toBe(404)
    await eventually(() => agent.hook('file').locator('bdi').textContent()).toContain('invoice')
  })

  const give = (page: Agent['page'], selector: string, kind: 'paste' | 'drop', name: string) =>
    page.evaluate(
      ([target, type, called, bytes]) => {
        const root = document.querySelector('foyer-widget')?.shadowRoot
        const element = (root?.querySelector(target as string) ?? document.querySelector(target as string))!
        const data = new DataTransfer()
        const blob = Uint8Array.from(bytes as number[])
        data.items.add(new File([blob], called as string, { type: 'image/png' }))
        if (type === 'paste') {
          element.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
          )
          return
        }
        for (const step of ['dragenter', 'dragover', 'drop']) {
          element.dispatchEvent(new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true }))
        }
      },
      [selector, kind, name, [...png(20, 20)]] as const,
    )

  it('[CV-10] dropped on the conversation it goes at once, by both', async () => {
    const { agent, visitor } = await meet('Drop')
    await give(visitor.page, '[part="panel"]', 'drop', 'dropped.png')
    await eventually(() => agent.hook('picture').count()).toBe(1)
    await give(agent.page, '[data-foyer="thread"]', 'drop', 'dropped-too.png')
    await eventually(() => visitor.part('image').count()).toBe(2)
    expect(visitor.page.url()).toContain(stage.hosts.origin)
  })

  it('[CV-10] what was pasted waits to be looked at, and goes with the next message, by both', async () => {
    const { agent, visitor } = await meet('Paste')
    const waiting = visitor.part('pasted').locator('> div')
    await give(visitor.page, '[part="input"]', 'paste', 'one.png')
    await give(visitor.page, '[part="input"]', 'paste', 'two.png')
    await eventually(() => waiting.count()).toBe(2)
    await shoot(visitor.page, 'widget-pasted')
    await waiting.first().getByRole('button').click()
    await eventually(() => waiting.allTextContents()).toEqual([expect.stringContaining('two.png')])
    await visitor.input.fill('This one')
    await visitor.input.press('Enter')
    await eventually(() => visitor.part('pasted').count()).toBe(0)
    await eventually(() => agent.hook('picture').count()).toBe(1)
    await agent.hook('thread').getByText('This one').waitFor()
    // The keys alone do it as well: there is nothing to write.
    await give(visitor.page, '[part="input"]', 'paste', 'three.png')
    await waiting.waitFor()
    await visitor.input.press('Enter')
    await eventually(() => agent.hook('picture').count()).toBe(2)

    await give(agent.page, '[data-foyer="composer-text"]', 'paste', 'mine.png')
    await give(agent.page, '[data-foyer="composer-text"]', 'paste', 'mine-too.png')
    await eventually(() => agent.hook('pasted').locator('> div').count()).toBe(2)
    await shoot(agent.page, 'console-pasted')
    await agent.hook('put-away').first().click()
    // It waits in its own conversation, and is nothing for a note.
    await agent.hook('mode-note').click()
    await eventually(() => agent.hook('pasted').count()).toBe(0)
    await agent.hook('mode-reply').click()
    await eventually(() => agent.hook('pasted').locator('> div').allTextContents()).toEqual([
      expect.stringContaining('mine-too.png'),
    ])
    await agent.hook('send').click()
    await eventually(() => visitor.part('image').count()).toBe(3)
    expect(await agent.hook('pasted').count()).toBe(0)
  })

  it('[CV-3] a file alone begins a conversation', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await pick(visitor, picture('first.png'))
    await visitor.part('image').waitFor()
    await agent.showList('unassigned')
    await agent.openRow('first.png')
    await agent.hook('picture').waitFor()
  })
})
