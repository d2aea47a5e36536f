// Two agents in one conversation: each sees who wrote what, and may change only what is their own. And how it
// all fits a window at 400 % zoom.
import { describe, expect, it } from 'vitest'
import { setStage, shoot } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()

describe('two at one conversation, and a small window', () => {
  it('[IN-3] [CV-2] a colleague’s message carries their name, without Edit and Delete; closing always asks', async () => {
    const [first, second] = await Promise.all([stage.agent(0), stage.agent(1)])
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Who answers me?')
    await first.showList('mine')
    const waits = first.hook('show-unassigned')
    await waits.waitFor()
    expect(await first.hook('list-empty').textContent()).toMatch(/1 visitor is waiting/)
    await waits.click()
    await first.openRow('Who answers me?')
    await first.say('I do')
    // Nothing is hers and nobody waits: where the others are is one step away.
    await second.showList('mine')
    await eventually(() => second.hook('list-empty').textContent()).toMatch(/All clear/)
    await shoot(second.page, 'console-all-clear')
    await second.hook('show-all').click()
    await second.openRow('I do')
    await second.message('I do').waitFor()
    await second.say('And so do I')
    await second.say('From here')
    await eventually(() => first.texts()).toEqual(['Who answers me?', 'I do', 'And so do I', 'From here'])

    const theirs = first.message('And so do I')
    expect(await theirs.locator('[data-foyer="author"]').textContent()).toBe('Noor Haddad')
    expect(await theirs.getAttribute('class')).toContain('ours')
    expect(await first.message('From here').locator('[data-foyer="author"]').count()).toBe(0)
    await theirs.hover()
    await theirs.locator('[data-foyer="do-copy"]').waitFor()
    await shoot(first.page, 'console-colleague')
    for (const text of ['And so do I', 'From here']) {
      expect(await first.message(text).locator('[data-foyer="do-edit"]').count()).toBe(0)
      expect(await first.message(text).locator('[data-foyer="do-delete"]').count()).toBe(0)
    }
    await first.page.locator('article', { hasText: /^You/ }).hover()
    await shoot(first.page, 'console-own-tools')
    const mine = first.page.locator('article', { hasText: /^You/ })
    expect(await mine.count()).toBe(1)
    expect(await mine.locator('[data-foyer="do-edit"]').count()).toBe(1)
    expect(await mine.locator('[data-foyer="do-delete"]').count()).toBe(1)
    expect(await second.message('And so do I').locator('[data-foyer="author"]').textContent()).toBe('You')

    // Answered, with nothing under way: it asks all the same, by button and by key.
    await first.hook('close').click()
    await first.hook('confirm').waitFor()
    expect(await first.hook('confirm').textContent()).toMatch(/never reopens/)
    await first.page.keyboard.press('Escape')
    await first.hook('confirm').waitFor({ state: 'detached' })
    await first.hook('close').click()
    await first.hook('confirm').waitFor()
    await first.page.keyboard.press('Enter')
    await first.hook('closed').waitFor()
  })

  it('[IN-4] at 400 % zoom the composer is a line, so that messages can be read, and opens with the focus', async () => {
    const agent = await stage.agent(0, { viewport: { width: 320, height: 200 } })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Can you read me at this size?')
    await agent.page.goto(`${stage.server.url}/console/#/inbox/all`)
    await agent.openRow('Can you read me')
    await agent.message('Can you read me').waitFor()
    const heights = async () => ({
      thread: (await agent.hook('thread').locator('..').boundingBox())!.height,
      composer: (await agent.hook('composer').boundingBox())!.height,
    })
    await agent.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await eventually(async () => (await heights()).composer).toBeLessThan(60)
    expect((await heights()).thread).toBeGreaterThan(90)
    await shoot(agent.page, 'console-zoomed')
    await agent.composer.focus()
    await agent.note('A note from a small window')
    await agent.page.locator('[data-foyer="note"]').first().waitFor()
  })
})
