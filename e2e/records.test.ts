// Records, reports, transcripts and mail settings, as an owner meets them in the console.
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setUp } from './support/desk.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually } from './support/visitor.ts'

const stage = setStage()

/** Asked and answered. */
async function talk(agent: Agent): Promise<void> {
  const first = await stage.visitor()
  await first.talk()
  await first.say('Is the walnut desk in stock?')
  await eventually(() => first.state()).not.toBe('sending')
  await agent.showList('all')
  await agent.openRow('walnut')
  await agent.say('Yes, twelve of them.')
  await eventually(() => agent.texts()).toContain('Yes, twelve of them.')
}

async function go(agent: Agent, hash: string): Promise<void> {
  await agent.page.evaluate((to) => {
    location.hash = to
  }, hash)
}

const looks: [string, BrowserContextOptions][] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 720 } }],
  ['arabic', { locale: 'ar' }],
  ['arabic-phone', { locale: 'ar', viewport: { width: 360, height: 720 }, colorScheme: 'dark' }],
]

describe('[IN-13] records', () => {
  it('are found by words, read without opening, and offered as a file', async () => {
    const agent = await stage.agent()
    await talk(agent)
    await go(agent, '#/records')
    await agent.hook('records').waitFor({ timeout: deadline })
    // Facts follow the log some seconds later.
    await eventually(async () => {
      await go(agent, '#/reports')
      await agent.hook('reports').waitFor({ timeout: deadline })
      await go(agent, '#/records')
      await agent.hook('records').waitFor({ timeout: deadline })
      return agent.hook('record').count()
    }).toBeGreaterThan(0)
    await agent.hook('records-contains').fill('no such words')
    await agent.hook('records-none').waitFor({ timeout: deadline })
    await agent.hook('records-contains').fill('WALNUT')
    await agent.hook('record').first().waitFor({ timeout: deadline })
    await agent.hook('record').first().click()
    await agent.hook('record-message').first().waitFor({ timeout: deadline })
    expect(await agent.hook('record-reader').textContent()).toContain('Is the walnut desk in stock?')
    await agent.hook('records-filters').click()
    await agent.hook('records-fields').waitFor({ timeout: deadline })
    await shoot(agent.page, 'records-filters')
    await agent.hook('records-filters').click()
    await agent.hook('export-open').click()
    await agent.hook('export').waitFor({ timeout: deadline })
    await shoot(agent.page, 'records-export')
    const href = await agent.hook('export-go').getAttribute('href')
    const text = await agent.page.evaluate(async (url) => (await fetch(url ?? '')).text(), href)
    expect(text).toContain('seconds to the first answer')
    expect(await audit(agent.page)).toEqual([])
    await agent.page.keyboard.press('Escape')
    await agent.hook('transcript').last().click()
    const download = agent.page.waitForEvent('download', { timeout: deadline })
    await agent.hook('transcript-text').click()
    expect((await download).suggestedFilename()).toMatch(/^Juniper & Pine-[\d-]+\.txt$/)
  })

  it('[IN-11] are narrowed by what their summaries say, and the file holds no more than is shown', async () => {
    const note = { id: 'note', label: 'Note', type: 'text' as const, choices: [], required: false }
    await setUp(stage.server, {
      summary: { categories: ['Orders / Late', 'Advice'], progress: ['Done'], fields: [note] },
    })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Mine is a teal stool')
    await eventually(() => visitor.state()).not.toBe('sending')
    const agent = await stage.agent()
    await agent.showList('all')
    await agent.openRow('teal stool')
    const conversation = agent.page.url().split('/').at(-1)!
    const status = await agent.page.evaluate(async (id) => {
      const summary = { category: 'Orders / Late', progress: 'Done', values: { note: 'Came late' } }
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(summary)
      return (await fetch(`/v1/conversations/${id}/summary`, { method: 'PUT', headers, body })).status
    }, conversation)
    expect(status).toBe(200)
    await go(agent, '#/records')
    await agent.hook('records-filters').click({ timeout: deadline })
    await agent.hook('records-category').selectOption({ label: 'Orders' })
    // Facts follow the log some seconds later.
    await eventually(async () => {
      await agent.hook('records-progress').selectOption('')
      await agent.hook('records-progress').selectOption({ label: 'Done' })
      await agent.page.waitForTimeout(500)
      return agent.hook('record').count()
    }).toBe(1)
    await shoot(agent.page, 'records-summary')
    await agent.hook('records-summary').fill('nothing like it')
    await agent.hook('records-none').waitFor({ timeout: deadline })
    await agent.hook('records-summary').fill('CAME LATE')
    await agent.hook('record').first().waitFor({ timeout: deadline })
    await agent.hook('export-open').click()
    const href = await agent.hook('export-go').getAttribute('href', { timeout: deadline })
    const text = await agent.page.evaluate(async (url) => (await fetch(url ?? '')).text(), href)
    expect(text).toContain(conversation)
    expect(text.trim().split('\n')).toHaveLength(2)
  })

  it.each(looks)('[IN-14] records, reports and mail settings, %s', async (name, options) => {
    const agent = await stage.agent(0, options)
    await go(agent, '#/records')
    await agent.hook('record').first().waitFor({ timeout: deadline })
    await shoot(agent.page, `records-${name}`)
    await agent.hook('record').first().click()
    await agent.hook('record-message').first().waitFor({ timeout: deadline })
    await shoot(agent.page, `record-${name}`)
    await go(agent, '#/reports')
    await agent.hook('report-tile').first().waitFor({ timeout: deadline })
    await agent.hook('what').nth(3).click()
    await shoot(agent.page, `reports-${name}`)
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('report-agents').scrollIntoViewIfNeeded()
    await shoot(agent.page, `reports-tables-${name}`)
    await go(agent, '#/settings/demo/mail')
    await agent.hook('mail-state').waitFor({ timeout: deadline })
    await shoot(agent.page, `mail-${name}`)
    expect(await audit(agent.page, '.page-main')).toEqual([])
  })
})
