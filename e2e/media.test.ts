// What a message can be beside text: cards, recordings, sound, film and pictures; and what can be done with it
// afterwards: kept, changed, taken back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Card } from '@foyer/protocol'
import type { Locator } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { launchChromium } from './support/chromium.ts'
import { comeAsColleague } from './support/colleague.ts'
import { setUp } from './support/desk.ts'
import { shopPage } from './support/host-pages.ts'
import { focused } from './support/keyboard.ts'
import { picture, tone } from './support/samples.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'
import { watchContext } from './support/watch.ts'

const stage = setStage([
  '--no-limits',
  '--allow-private-requests',
  '--smtp-url',
  'smtp://127.0.0.1:9',
  '--mail-from',
  'chat@shop.example',
])

const chair = {
  type: 'product',
  title: 'Fjell chair',
  price: '€ 189',
  text: 'Oiled oak, woven seat.',
  url: 'https://shop.example/chairs/fjell',
  question: 'Is it in stock?',
} as const

const phone = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true }

/** A word of the page to its widget. */
const tell = (visitor: Visitor, verb: string, word?: unknown) =>
  visitor.page.evaluate(
    ([name, what]) => (window as unknown as { foyer(...words: unknown[]): void }).foyer(name, what),
    [verb, word] as const,
  )

const give = (visitor: Visitor, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  visitor.panel.locator('input[type="file"]').setInputFiles(files)

/** On the shop's own server, where its pages and ours look for it. */
const shopPicture = () => stage.hosts.add(picture(640, 400).buffer, { 'content-type': 'image/png' })

describe('cards', () => {
  it('[CV-11] a card of the page is offered over the composer, put away, offered again and sent', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    const before = stage.server.countRows()
    const image = new URL(shopPicture()).pathname
    await tell(visitor, 'sendCard', { ...chair, image })
    // Nothing is fetched for it until somebody wants the panel.
    expect(await visitor.part('panel').count()).toBe(0)
    await visitor.talk()
    await visitor.part('offer').waitFor()
    await eventually(() =>
      visitor
        .part('offer')
        .locator('img')
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).toBe(640)
    await shoot(visitor.page, 'widget-offer')
    expect(stage.server.countRows()).toEqual(before)
    await visitor.part('offer').getByRole('button', { name: 'Remove Fjell chair' }).click()
    await visitor.part('offer').waitFor({ state: 'detached' })
    await tell(visitor, 'sendCard', { ...chair, image })
    await visitor.part('offer-send').click()
    await visitor.part('offer').waitFor({ state: 'detached' })
    await visitor.part('card').waitFor()
    // By our own server from here on: neither side's browser asks the shop for it.
    const drawn = (images: Locator) =>
      images.evaluate((img: HTMLImageElement) => img.naturalWidth > 0 && new URL(img.src).pathname)
    await eventually(() => drawn(visitor.part('card').locator('img'))).toBe('/v1/pictures')
    await agent.showList('unassigned')
    await agent.openRow('Fjell chair')
    await agent.page.locator('.body-card').getByText('€ 189').waitFor()
    await eventually(() => drawn(agent.page.locator('.body-card img'))).toBe('/v1/pictures')
    await shoot(visitor.page, 'widget-card')
    await shoot(agent.page, 'console-card')
    // It stands there: offered again it is not shown.
    await tell(visitor, 'sendCard', { ...chair, image })
    await visitor.say('Does it come in black?')
    await eventually(() => agent.texts()).toHaveLength(2)
    expect(await visitor.part('offer').count()).toBe(0)
  })

  it('[CV-3] [CV-11] one that is sent by itself begins a conversation, and is not doubled on the next page', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    const card = { ...chair, title: `Lykta lamp ${Date.now()}`, autoSend: true }
    await tell(visitor, 'sendCard', card)
    await tell(visitor, 'sendCard', card)
    await agent.showList('unassigned')
    await agent.openRow(card.title)
    await visitor.talk()
    await eventually(() => visitor.part('card').count()).toBe(1)
    await visitor.page.reload()
    await tell(visitor, 'sendCard', card)
    await tell(visitor, 'sendCard', { ...card, title: 'Rund table' })
    await visitor.open()
    await eventually(() => visitor.part('card').locator('.facts b').allTextContents()).toEqual([
      card.title,
      'Rund table',
    ])
    await eventually(() => agent.page.locator('.body-card').count()).toBe(2)
  })

  it('[CV-9] buttons of an agent’s cards open, say, copy and hand off', async () => {
    const visitor = await stage.visitor({}, { permissions: ['clipboard-read', 'clipboard-write'] })
    await visitor.talk()
    await visitor.say('What would you pick?')
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    const colleague = comeAsColleague(stage.server)
    const coupon: Card = {
      type: 'coupon',
      title: 'Ten per cent off chairs',
      text: 'Until Sunday, once a household.',
      code: 'AUTUMN-10',
    }
    const link: Card = { type: 'link', title: 'How to oil oak', url: 'https://shop.example/guide/oil' }
    await colleague.post(
      {
        kind: 'card',
        card: {
          ...chair,
          buttons: [
            { label: 'See it', url: 'https://shop.example/chairs/fjell' },
            { label: 'Reserve it', text: 'Please reserve one for me' },
            { label: 'Ask a person', handoff: true },
          ],
        },
      },
      { kind: 'card', card: coupon },
      { kind: 'card', card: link },
    )
    await eventually(() => visitor.part('card').count()).toBe(3)
    await shoot(visitor.page, 'widget-cards')
    const open = visitor.part('card').first().getByRole('link', { name: 'See it' })
    expect(await open.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
    await visitor.part('coupon').getByRole('button').click()
    await visitor.part('coupon').getByText('Copied').waitFor()
    expect(await visitor.page.evaluate(() => navigator.clipboard.readText())).toBe('AUTUMN-10')
    await visitor.part('card').getByRole('button', { name: 'Reserve it' }).click()
    await eventually(() => visitor.texts()).toContain('Please reserve one for me')
    colleague.leave()
  })
})

describe('sound and film', () => {
  it('[CV-9] a sound is played, sought by keyboard, and its expired address asked for anew', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await give(visitor, { name: 'rattle.wav', mimeType: 'audio/wav', buffer: tone(12) })
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    // The address that the thread is drawn with, once it has expired.
    let isExpired = true
    stage.announce(/status of 404/)
    await visitor.page.route('**/v1/files/*', (route) => {
      if (!isExpired) return route.continue()
      isExpired = false
      return route.fulfill({ status: 404, body: '{}' })
    })
    await visitor.page.reload()
    await visitor.open()
    const slider = visitor.part('audio').getByRole('slider')
    await eventually(() => slider.isEnabled()).toBe(true)
    expect(isExpired).toBe(false)
    await slider.press('ArrowRight')
    await slider.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toBe('0:02 of 0:12')
    await visitor.part('play').click()
    await eventually(() => slider.inputValue().then(Number)).toBeGreaterThan(2.2)
    await shoot(visitor.page, 'widget-audio')
    await visitor.part('play').click()
    await eventually(() => visitor.part('play').getAttribute('aria-label')).toBe('Play')
    await agent.showList('unassigned')
    await agent.openRow('rattle.wav')
    await agent.page.locator('audio').waitFor()
    await shoot(agent.page, 'console-audio')
  })

  it('[CV-9] a film has its place before it is there, and shows its first picture', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    const film = await visitor.page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 320
      canvas.height = 200
      const pen = canvas.getContext('2d')!
      const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' })
      const parts: Blob[] = []
      recorder.ondataavailable = ({ data }) => parts.push(data)
      recorder.start()
      for (let at = 0; at < 20; at++) {
        pen.fillStyle = `hsl(${at * 18} 60% 50%)`
        pen.fillRect(0, 0, 320, 200)
        await new Promise(requestAnimationFrame)
      }
      await new Promise((done) => {
        recorder.onstop = done
        recorder.stop()
      })
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
    })
    await give(visitor, { name: 'squeak.webm', mimeType: 'video/webm', buffer: Buffer.from(film) })
    const video = visitor.part('video')
    await video.waitFor()
    const box = () => video.evaluate((one) => one.getBoundingClientRect().height)
    const before = await box()
    await eventually(() => video.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThan(1)
    expect(await box()).toBe(before)
    await shoot(visitor.page, 'widget-video')
  })
})

describe('voice', () => {
  const withMicrophone = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

  it('[CV-9] is recorded, thrown away, recorded again and heard by the agent', async () => {
    const agent = await stage.agent()
    const browser = await launchChromium({ args: withMicrophone })
    try {
      const context = await browser.newContext({ locale: 'en-GB', ...phone })
      const watch = await watchContext(context)
      const page = await context.newPage()
      await page.goto(stage.hosts.add(shopPage(stage.server.url)))
      const visitor = visitorOn(page)
      await visitor.talk()
      const asked = () =>
        page.evaluate(async () =>
          (await navigator.mediaDevices.enumerateDevices()).some(({ label }) => label !== ''),
        )
      await visitor.part('record').click()
      await visitor.part('voice').waitFor()
      expect(await asked()).toBe(true)
      await visitor.part('voice').getByRole('button', { name: 'Cancel' }).click()
      await visitor.part('voice').waitFor({ state: 'detached' })
      expect(await visitor.texts()).toEqual([])
      await visitor.part('record').click()
      await eventually(() => visitor.part('voice').locator('time').textContent()).toBe('0:02')
      const levels = await visitor
        .part('voice')
        .locator('.meter i')
        .evaluateAll((all) => all.map((one) => Number(getComputedStyle(one).getPropertyValue('--level'))))
      expect(Math.max(...levels)).toBeGreaterThan(0)
      await shoot(page, 'widget-recording')
      await visitor.part('voice-send').click()
      await visitor.part('voice').waitFor({ state: 'detached' })
      const slider = visitor.part('audio').getByRole('slider')
      await eventually(() => slider.isEnabled()).toBe(true)
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/^0:00 of 0:0[1-4]$/)
      await shoot(page, 'widget-voice')
      await agent.showList('unassigned')
      await agent.openRow('voice-')
      // Its length is known before it is played.
      const length = () =>
        agent.page.locator('audio').evaluate((audio: HTMLAudioElement) => [audio.duration, audio.currentTime])
      await eventually(async () => (await length())[0]).toBeLessThan(5)
      await eventually(async () => (await length())[1]).toBe(0)
      await shoot(agent.page, 'console-voice')
      await context.close()
      watch.expectQuiet()
    } finally {
      await browser.close()
    }
  })

  it('[CV-9] without a microphone, or without leave to use one, the visitor is told which', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    const refuse = (name: string) =>
      visitor.page.evaluate((reason) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', reason))
      }, name)
    await refuse('NotAllowedError')
    await visitor.part('record').click()
    await eventually(() => visitor.part('warning').textContent()).toMatch(/not allowed.*browser/)
    await refuse('NotFoundError')
    await visitor.part('record').click()
    await eventually(() => visitor.part('warning').textContent()).toMatch(/No microphone/)
    await visitor.input.fill('x')
    await visitor.part('record').waitFor({ state: 'detached' })
  })

  it('[CV-9] a site that wants none has no button', async () => {
    await setUp(stage.server, { media: { voice: false } })
    const visitor = await stage.visitor()
    await visitor.talk()
    expect(await visitor.part('record').count()).toBe(0)
    await setUp(stage.server, { media: { voice: true } })
  })
})

describe('paste and drop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-drop-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('[CV-10] several files at once, of which a folder and a wrong kind are named; what fits goes', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    const files = [picture(80, 60, 'one.png'), picture(80, 60, 'two.png')].map(({ name, buffer }) => {
      writeFileSync(join(folder, name), buffer)
      return join(folder, name)
    })
    writeFileSync(join(folder, 'setup.exe'), 'MZ')
    const session = await visitor.page.context().newCDPSession(visitor.page)
    const box = (await visitor.panel.boundingBox())!
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop', names: string[]) =>
      session.send('Input.dispatchDragEvent', {
        type,
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
        data: { items: [], files: names, dragOperationsMask: 1 },
      })
    const all = [...files, folder, join(folder, 'setup.exe')]
    await drag('dragEnter', all)
    await drag('dragOver', all)
    await visitor.panel.locator('.drop').waitFor({ state: 'visible' })
    await shoot(visitor.page, 'widget-drop')
    await drag('drop', all)
    await eventually(() => visitor.part('image').count()).toBe(2)
    await eventually(() => visitor.part('warning').textContent()).toMatch(
      /foyer-drop-.* is a folder.*setup\.exe/,
    )
    await shoot(visitor.page, 'widget-dropped')
  })

  it('[CV-10] a table that was copied is pasted as its words, a text file as a file', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    const paste = (withText: boolean, name: string, type: string) =>
      visitor.input.evaluate(
        (field, [has, called, kind]) => {
          const data = new DataTransfer()
          if (has) data.setData('text/plain', 'a\tb')
          if (has) data.setData('text/html', '<table></table>')
          data.items.add(new File(['hello'], called as string, { type: kind as string }))
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          field.dispatchEvent(event)
          return event.defaultPrevented
        },
        [withText, name, type] as const,
      )
    expect(await paste(true, 'image.png', 'image/png')).toBe(false)
    expect(await paste(false, 'notes.txt', 'text/plain')).toBe(true)
    await visitor.part('pasted').getByText('notes.txt').waitFor()
    expect(await visitor.part('file').count()).toBe(0)
    await visitor.input.press('Enter')
    await visitor.part('file').getByText('notes.txt').waitFor()
    expect(await visitor.part('image').count()).toBe(0)
  })
})

describe('the viewer', () => {
  it('[CV-9] zooms by keys, wheel and button, goes on by arrows, and gives the focus back', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await give(visitor, picture(600, 400, 'first.png'))
    await visitor.part('image').first().waitFor()
    await give(visitor, picture(600, 400, 'second.png'))
    await eventually(() => visitor.part('image').count()).toBe(2)
    await visitor.part('image').first().focus()
    await visitor.page.keyboard.press('Enter')
    const image = visitor.part('viewer').locator('> img')
    const scale = () => image.evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a)
    await image.waitFor()
    await eventually(() => focused(visitor.page)).toBe('Close')
    await visitor.page.keyboard.press('+')
    await eventually(scale).toBe(1.5)
    await visitor.page.mouse.move(600, 400)
    await visitor.page.mouse.wheel(0, -400)
    await eventually(scale).toBe(3)
    await shoot(visitor.page, 'widget-zoomed')
    await visitor.page.keyboard.press('0')
    await eventually(scale).toBe(1)
    await visitor.page.keyboard.press('ArrowRight')
    await eventually(() => image.getAttribute('alt')).toBe('second.png')
    await shoot(visitor.page, 'widget-viewer-two')
    await visitor.page.keyboard.press('Escape')
    await visitor.part('viewer').waitFor({ state: 'detached' })
    expect(
      await visitor.panel.evaluate((panel) =>
        (panel.getRootNode() as ShadowRoot).activeElement?.getAttribute('aria-label'),
      ),
    ).toContain('first.png')
  })

  it('[CV-9] [WG-4] on a phone the way back closes the image and leaves the panel open', async () => {
    const visitor = await stage.visitor({}, phone)
    await visitor.talk()
    await give(visitor, picture(600, 400, 'first.png'))
    await visitor.part('image').tap()
    await visitor.part('viewer').waitFor()
    const image = visitor.part('viewer').locator('> img')
    const scale = () => image.evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a)
    await image.waitFor()
    const session = await visitor.page.context().newCDPSession(visitor.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...across: number[]) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: across.map((x, id) => ({ id, x, y: 360 })),
      })
    await touch('touchStart', 140, 220)
    await touch('touchMove', 80, 280)
    await touch('touchEnd')
    await eventually(scale).toBeCloseTo(2.5)
    await shoot(visitor.page, 'phone-zoomed')
    await visitor.page.goBack()
    await visitor.part('viewer').waitFor({ state: 'detached' })
    expect(await visitor.panel.getAttribute('data-open')).not.toBeNull()
    // Closed by its button it leaves nothing in the page's history: the next way back closes the panel.
    await visitor.part('image').tap()
    await visitor.part('viewer').getByRole('button', { name: 'Close' }).tap()
    await visitor.part('viewer').waitFor({ state: 'detached' })
    expect(await visitor.panel.getAttribute('data-open')).not.toBeNull()
    await eventually(() => visitor.page.evaluate(() => history.state?.foyerViewer)).toBeUndefined()
    await visitor.page.goBack()
    await eventually(() => visitor.panel.getAttribute('data-open')).toBeNull()
  })
})

describe('the menu', () => {
  it('[CV-14] a transcript is downloaded, and sent to the address that was typed', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Keep this for me')
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await visitor.part('menu').click()
    await shoot(visitor.page, 'widget-menu')
    const [download] = await Promise.all([
      visitor.page.waitForEvent('download'),
      visitor.part('choice').filter({ hasText: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^Juniper & Pine-.*\.html$/)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toContain('Keep this for me')
    await visitor.part('sheet').waitFor({ state: 'detached' })

    await visitor.part('menu').click()
    await visitor.part('choice').filter({ hasText: 'e-mail' }).click()
    const field = visitor.part('mail').locator('input')
    await field.fill('nobody')
    await field.press('Enter')
    await eventually(() => visitor.part('mail').locator('.problem').textContent()).toMatch(/not an e-mail/)
    await shoot(visitor.page, 'widget-mail')
    await field.fill('ada@example.com')
    await field.press('Enter')
    await visitor.part('sheet').getByText('on its way to ada@example.com').waitFor()
    await shoot(visitor.page, 'widget-mail-sent')
    await visitor.page.keyboard.press('Escape')
    await visitor.part('sheet').waitFor({ state: 'detached' })
  })

  it('[CV-14] a site that gives none has the end alone in its menu', async () => {
    await setUp(stage.server, { mail: { transcripts: false } })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('And now?')
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await visitor.part('menu').click()
    await eventually(() => visitor.part('choice').allTextContents()).toEqual(['End conversation', 'Cancel'])
    await setUp(stage.server, { mail: { transcripts: true } })
  })
})

describe('one’s own words', () => {
  it('[CV-13] are edited in their place and deleted, and both sides see that they were', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('My order is 4711')
    await agent.showList('unassigned')
    await agent.openRow('My order is 4711')
    await visitor.say('And be quick')
    await eventually(() => agent.texts()).toHaveLength(2)
    const own = visitor.message('My order is 4711')
    await own.hover()
    await shoot(visitor.page, 'widget-tools')
    await own.locator('[part="message-menu"]').click()
    await visitor.part('sheet').getByText(/until/).waitFor()
    await shoot(visitor.page, 'widget-message-menu')
    await visitor.part('choice').filter({ hasText: 'Edit' }).click()
    const field = visitor.part('editor').locator('textarea')
    await field.waitFor()
    await shoot(visitor.page, 'widget-editor')
    await field.fill('My order is 4712')
    await field.press('Enter')
    await visitor.part('editor').waitFor({ state: 'detached' })
    await eventually(() => agent.texts()).toEqual(['My order is 4712', 'And be quick'])
    await agent.message('4712').getByText('edited').waitFor()
    await visitor.message('4712').getByText('edited').waitFor()

    await visitor.message('be quick').hover()
    await visitor.message('be quick').locator('[part="message-menu"]').click()
    const erase = visitor.part('choice').filter({ hasText: 'Delete' })
    const ground = () => erase.evaluate((one) => getComputedStyle(one).backgroundColor)
    const quiet = await ground()
    await erase.click()
    await visitor.part('sheet').getByText('both sides').waitFor()
    // Only what does it at once is filled.
    expect(await ground()).not.toBe(quiet)
    await erase.click()
    await visitor.part('thread').getByText('This message was deleted').waitFor()
    await agent.page.locator('article').getByText('deleted', { exact: false }).first().waitFor()
    await eventually(() => agent.texts().then((texts) => texts.join())).not.toContain('quick')
    await shoot(visitor.page, 'widget-edited')
    await shoot(agent.page, 'console-edited')
  })

  it('[CV-13] the agent’s own are edited and deleted in the console, and the visitor sees it', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('When will it come?')
    await agent.showList('unassigned')
    await agent.openRow('When will it come?')
    await agent.say('On Monday')
    await visitor.message('On Monday').waitFor()
    await agent.message('On Monday').locator('.bubble').hover()
    await agent.message('On Monday').locator('[data-foyer="do-edit"]').click()
    await agent.composer.fill('On Tuesday')
    await agent.composer.press('Enter')
    await visitor.message('On Tuesday').getByText('edited').waitFor()
    await agent.message('On Tuesday').locator('.bubble').hover()
    await agent.message('On Tuesday').locator('[data-foyer="do-delete"]').click()
    await agent.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await visitor.part('thread').getByText('This message was deleted').waitFor()
  })

  it('[CV-13] where the site allows none of it, nothing is offered', async () => {
    await setUp(stage.server, { editWindow: { visitor: 0 } })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Set in stone')
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await visitor.message('Set in stone').hover()
    await visitor.message('Set in stone').locator('[part="quote-button"]').waitFor()
    expect(await visitor.part('message-menu').count()).toBe(0)
    await setUp(stage.server, { editWindow: { visitor: 900_000 } })
  })
})
