// The server is killed without a word, ten times in one conversation, while both sides type: nothing that was
// typed is lost, doubled or out of order, and neither page is reloaded.
import { describe, expect, it } from 'vitest'
import { setStage, shoot } from './support/stage.ts'
import { eventually } from './support/visitor.ts'
import { networkDown } from './support/watch.ts'

const stage = setStage()

const kills = 10
/** Milliseconds; reconnecting waits longer each time, at random. */
const comesBack = 45_000

describe('a server that is killed', () => {
  it('[WG-13] [B01] ten times: all that was typed is there, once and in order, on both sides', async () => {
    stage.announce(networkDown, /status of 50\d/)
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('v 0')
    await agent.showList('unassigned')
    await agent.openRow('v 0')
    await agent.say('a 0')
    await eventually(() => visitor.texts()).toEqual(['v 0', 'a 0'])
    for (const { page } of [visitor, agent]) {
      await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    }
    const typed = { v: ['v 0'], a: ['a 0'] }
    const type = async (who: 'v' | 'a', words: string) => {
      typed[who].push(`${who} ${words}`)
      await (who === 'v' ? visitor : agent).say(`${who} ${words}`)
    }

    for (let round = 1; round <= kills; round++) {
      // One goes out together with the kill, so that its answer is sometimes lost on the way.
      const going = [type('v', `${round} going`), type('a', `${round} going`)]
      const killed = stage.server.kill()
      await Promise.all([...going, killed])
      await type('v', `${round} down`)
      await type('a', `${round} down`)
      await stage.server.restart()
      await type('v', `${round} up`)
      await type('a', `${round} up`)
      const count = typed.v.length + typed.a.length
      for (const side of [visitor, agent]) {
        await eventually(async () => (await side.texts()).length, comesBack).toBe(count)
      }
      if (round === 1) await shoot(visitor.page, 'widget-after-a-kill')
    }

    await eventually(() => visitor.state(), comesBack).toMatch(/sent|delivered|read/)
    await eventually(() => agent.state(), comesBack).toMatch(/sent|delivered|read/)
    const seen = await visitor.texts()
    expect(await agent.texts()).toEqual(seen)
    expect(seen.filter((text) => text.startsWith('v '))).toEqual(typed.v)
    expect(seen.filter((text) => text.startsWith('a '))).toEqual(typed.a)
    for (const { page } of [visitor, agent]) {
      expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
      expect(await page.locator('[data-state="failed"]').count()).toBe(0)
    }

    // What is stored is what was shown: a fresh look at it has the same.
    await visitor.page.reload()
    await visitor.open()
    await agent.page.reload()
    await eventually(() => visitor.texts()).toEqual(seen.slice(-(await visitor.texts()).length))
    await eventually(async () => (await agent.texts()).at(-1)).toBe(seen.at(-1))
  }, 240_000)

  it('[WG-13] the first message of all, sent while the server is down, begins the conversation when it is up', async () => {
    stage.announce(networkDown)
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.input.pressSequentially('Hello')
    await stage.server.kill()
    await visitor.input.press('Enter')
    await stage.server.restart()
    await eventually(() => visitor.texts(), comesBack).toEqual(['Hello'])
    await eventually(() => visitor.state(), comesBack).toBe('sent')
    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.openRow('Hello')
    await eventually(() => agent.texts()).toEqual(['Hello'])
  })
})
