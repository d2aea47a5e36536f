// How the widget looks and what it says, from the console to the page: every setting in the preview before it is
// saved, what pages override told, any text in the site's own words.
import { describe, expect, it } from 'vitest'
import type { Agent } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()

async function openSettings(agent: Agent, section: string): Promise<void> {
  await agent.page.goto(`${stage.server.url}/console/#/settings/demo/${section}`)
  await agent.hook(`section-${section}`).and(agent.page.locator('[aria-current]')).waitFor()
  await agent.hook('preview').waitFor()
}

async function save(agent: Agent): Promise<void> {
  await agent.hook('save').click()
  await agent.hook('save').waitFor({ state: 'detached' })
}

const choose = (agent: Agent, hook: string, value: string) =>
  agent.hook(hook).locator(`input[value="${value}"]`).check({ force: true })

describe('appearance', () => {
  it('[WG-2] [WG-11] what is asked before the first message shows in the preview, as it is written', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'forms')
    const form = agent.page.locator('foyer-preview form')
    await agent.hook('pre-chat-on').click()
    await form.getByText('Name').first().waitFor()
    await agent.hook('pre-chat-text').fill('Who are you?')
    await form.getByText('Who are you?').waitFor()
    await shoot(agent.page, 'forms-preview')
    await agent.hook('pre-chat-on').click()
    await eventually(() => form.count()).toBe(0)
  })

  it('[WG-2] corners, density, icon and face show in the preview, then in the widget', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'appearance')
    const panel = agent.page.locator('foyer-preview [part="panel"]')
    const corner = () => panel.evaluate((one) => getComputedStyle(one).borderStartStartRadius)
    await eventually(corner).toBe('20px')
    await choose(agent, 'look-radius', 'sharp')
    await eventually(corner).toBe('5px')
    await choose(agent, 'look-density', 'compact')
    await eventually(() => panel.evaluate((one) => getComputedStyle(one).fontSize)).toBe('14.2px')
    await choose(agent, 'look-icon', 'hand')
    await agent.hook('look-font').fill('Georgia, serif')
    await eventually(() => panel.evaluate((one) => getComputedStyle(one).fontFamily)).toBe('Georgia, serif')
    await agent.hook('preview-language').selectOption('ar')
    await eventually(() => panel.getAttribute('dir')).toBe('rtl')
    await shoot(agent.page, 'appearance-all')
    expect(await audit(agent.page, '[data-foyer="settings"] form')).toEqual([])
    await save(agent)

    const visitor = await stage.visitor()
    await visitor.launcher.waitFor()
    expect(await visitor.launcher.locator('path').first().getAttribute('d')).toMatch(/^M8 12V6/)
    await visitor.open()
    expect(
      await visitor.panel.evaluate((one) => {
        const { borderStartStartRadius, fontSize, fontFamily } = getComputedStyle(one)
        return [borderStartStartRadius, fontSize, fontFamily]
      }),
    ).toEqual(['5px', '14.2px', 'Georgia, serif'])

    await choose(agent, 'look-radius', 'soft')
    await choose(agent, 'look-density', 'comfortable')
    await choose(agent, 'look-icon', 'chat')
    await agent.hook('look-font').fill('')
    await save(agent)
  })

  it('[WG-2] a page that says some of it itself is named, beside what it overrides', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor({ attributes: 'data-color="#0f766e" data-title="Ours"' })
    await visitor.launcher.waitFor()
    await openSettings(agent, 'appearance')
    const note = agent.hook('look-overrides')
    await note.waitFor()
    expect(await note.textContent()).toContain(stage.hosts.origin)
    expect(await note.textContent()).toContain('Colour and Title')
    const beside = await agent
      .hook('look-title')
      .evaluate((one) => document.getElementById(one.getAttribute('aria-describedby')!)?.textContent)
    expect(beside).toContain(stage.hosts.origin)
    expect(await agent.page.getByText(stage.hosts.origin).count()).toBe(3)
    await shoot(agent.page, 'appearance-overridden')
  })
})

describe('[WG-15] texts', () => {
  it('in the site’s own words are in the preview, then in the widget, in their language alone', async () => {
    const agent = await stage.agent()
    await openSettings(agent, 'texts')
    await agent.hook('texts-search').fill('talk to us')
    await agent.hook('text-talk').fill('Ring the {bell}')
    await agent.page.getByRole('alert').getByText('{bell}').waitFor()
    await agent.hook('text-talk').fill('Ring the bell')
    await agent.page.locator('foyer-preview [part="talk-button"]').getByText('Ring the bell').waitFor()
    await agent.hook('texts-search').fill('unread')
    await agent.hook('text-unread-one').fill('{n} letter')
    await agent.hook('texts-search').fill('')
    await shoot(agent.page, 'texts')
    expect(await audit(agent.page, '[data-foyer="settings"] form')).toEqual([])
    await save(agent)

    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.part('talk-button').getByText('Ring the bell').waitFor()
    const arabic = await stage.visitor({ page: 'lang="ar" dir="rtl"' })
    await arabic.open()
    expect(await arabic.part('talk-button').textContent()).toMatch(/\p{Script=Arabic}/u)

    // A form of a number, in the launcher's name.
    await visitor.talk()
    await visitor.say('A letter?')
    await agent.page.goto(`${stage.server.url}/console/#/inbox`)
    await agent.showList('unassigned')
    await agent.openRow('A letter?')
    await visitor.part('close').click()
    await agent.say('Here')
    await eventually(() => visitor.launcher.getAttribute('aria-label')).toMatch(/, 1 letter$/)

    await openSettings(agent, 'texts')
    await agent.hook('texts-changed').check({ force: true })
    await agent.hook('usual-talk').click()
    await agent.hook('usual-unread').click()
    await save(agent)
    const after = await stage.visitor()
    await after.open()
    await after.part('talk-button').getByText('Talk to us').waitFor()
  })
})
