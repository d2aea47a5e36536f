// What an agent knows of a visitor and does about it, in the built console and widget: profile, tags, extraction,
// muting, blocking, the directory, offline messages, typing seen as it is written.
import { describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { setUp } from './support/desk.ts'
import { focused } from './support/keyboard.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()
const wide = { viewport: { width: 1440, height: 900 } }

describe('visitors', () => {
  it('[IN-4] [IN-6] the profile is edited where it stands, undone, and filled from what the visitor writes', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Please call me: +44 20 7946 0958')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Please call me')
    const phone = agent.hook('field-phone')
    await eventually(() => agent.rows.first().getAttribute('data-told')).toBe('phone')
    // Asked for again after a while; opened anew it is there at once.
    await agent.page.reload()
    await eventually(() => phone.textContent()).toBe('+442079460958')
    expect(await agent.hook('group-profile').locator('[data-foyer="unverified"]').count()).toBe(1)

    await agent.hook('field-name').click()
    await agent.hook('field-name-input').fill('Anna Kowalska')
    await agent.hook('field-name-input').press('Enter')
    await eventually(() => agent.hook('field-name').textContent()).toBe('Anna Kowalska')
    await shoot(agent.page, 'visitors-panel')
    await agent.hook('undo').last().click()
    await eventually(() => agent.hook('field-name').textContent()).toBe('Add')

    // The browser's own word on the refusal.
    stage.announce(/400/)
    await agent.hook('field-age').click()
    await agent.hook('field-age-input').fill('old')
    await agent.page.keyboard.press('Enter')
    await eventually(() => agent.hook('toasts').textContent()).toMatch(/between 1 and 130/)
    await agent.page.keyboard.press('Escape')

    await agent.hook('follow-up-text').fill('Call back about the chair')
    await agent.hook('follow-up-add').click()
    await agent.hook('follow-up').waitFor()
    expect(await agent.hook('follow-up').textContent()).toMatch(/Call back about the chair/)
    expect(await audit(agent.page)).toEqual([])
  })

  it('[IN-4] groups of the panel are hidden and put in another order, and stay so', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Arrange me')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Arrange me')
    const groups = () =>
      agent.page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-foyer^="group-"]')].map((one) => one.dataset.foyer),
      )
    await eventually(groups).toContain('group-notes')
    await agent.hook('groups-arrange').click()
    await agent.hook('arrange-visit').locator('input').click()
    await agent.hook('arrange-notes').locator('button').first().click()
    await agent.hook('arrange-notes').locator('button').first().click()
    await shoot(agent.page, 'visitors-arrange')
    await agent.page.keyboard.press('Escape')
    await eventually(async () => (await groups())[0]).toBe('group-notes')
    await agent.page.reload()
    await eventually(async () => (await groups())[0]).toBe('group-notes')
    expect(await groups()).not.toContain('group-visit')
  })

  it('[IN-5] tags by typing, by button and by right click or the menu key on a message', async () => {
    await setUp(stage.server, {
      tags: {
        system: [
          { id: 'vip', name: 'Important', color: '#ef4444' },
          { id: 'booked', name: 'Booked', color: '#10b981' },
        ],
      },
    })
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Tag me')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Tag me')
    const tags = agent.hook('visitor-tags')
    await agent.hook('visitor-tags-add').click()
    await agent.hook('visitor-tags-input').fill('from the fair')
    await agent.hook('visitor-tags-input').press('Enter')
    await eventually(() => tags.textContent()).toMatch(/from the fair/)

    await agent.message('Tag me').click({ button: 'right' })
    await agent.hook('message-tags').waitFor()
    await shoot(agent.page, 'visitors-message-tags')
    await agent.hook('message-tag').first().click()
    await eventually(() => tags.textContent()).toMatch(/Important/)

    await agent.message('Tag me').focus()
    await agent.page.keyboard.press('Shift+F10')
    await agent.hook('message-tags').waitFor()
    await agent.page.keyboard.press('ArrowDown')
    await agent.page.keyboard.press('Enter')
    await eventually(() => tags.textContent()).toMatch(/Booked/)

    await agent.hook('tag-menu').click()
    await agent.hook('tag-item').first().click()
    await eventually(() => agent.rows.first().textContent()).toMatch(/Important/)

    // All of it stands in the timeline, what is the conversation's told apart.
    await agent.page.reload()
    const told = agent.hook('timeline-entry').and(agent.page.locator('[data-kind="tags"]'))
    await told.first().waitFor()
    await eventually(() => told.allTextContents()).toEqual([
      expect.stringMatching(/^Conversation: Tagged Important/),
      expect.stringMatching(/^Tagged Booked/),
      expect.stringMatching(/^Tagged Important/),
      expect.stringMatching(/^Tagged from the fair/),
    ])
    await told.first().scrollIntoViewIfNeeded()
    await shoot(agent.page, 'visitors-timeline')
    await agent.page.goto(`${stage.server.url}/console/#/settings/${stage.server.site}/tags`)
    await agent.hook('tags-own').waitFor()
    expect(await agent.hook('tags-own').textContent()).toMatch(/from the fair/)
    await shoot(agent.page, 'visitors-tags-settings')
    expect(await audit(agent.page)).toEqual([])
  })

  it('[RT-14] a nuisance is muted, then blocked, and unblocked in the settings', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Buy cheap watches')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Buy cheap watches')
    await agent.hook('visitor-more').click()
    await agent.hook('mute').click()
    await eventually(() => agent.rows.filter({ hasText: 'Buy cheap' }).count()).toBe(0)
    await eventually(() => agent.count('suspected')).toBe(1)
    await visitor.say('Really cheap')
    await agent.hook('list-suspected').click()
    await eventually(() => agent.rows.first().textContent()).toMatch(/Really cheap/)
    await shoot(agent.page, 'visitors-suspected')

    await agent.rows.first().click()
    await agent.hook('visitor-more').click()
    await agent.hook('block').click()
    await agent.hook('block-dialog').waitFor()
    await shoot(agent.page, 'visitors-block')
    await agent.hook('block-yes').click()
    await eventually(async () => (await visitor.panel.textContent()) ?? '').toMatch(/no longer/i)
    await shoot(visitor.page, 'visitors-blocked-widget')
    // It stands in the timeline, and is taken back from there.
    const happened = (kind: string) =>
      agent.hook('timeline-entry').and(agent.page.locator(`[data-kind="${kind}"]`))
    await eventually(() => happened('blocked').count()).toBe(1)
    expect(await happened('muted').count()).toBe(1)
    await agent.hook('visitor-more').click()
    await agent.hook('unblock').click()
    await eventually(() => happened('blocked').count()).toBe(2)
    await agent.hook('visitor-more').click()
    await agent.hook('block').click()
    await agent.hook('block-yes').click()
    await eventually(() => happened('blocked').count()).toBe(3)
    await agent.page.goto(`${stage.server.url}/console/#/settings/${stage.server.site}/visitors`)
    await agent.hook('blocked').waitFor()
    await shoot(agent.page, 'visitors-settings')
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('unblock').click()
    await eventually(() => agent.hook('blocked').count()).toBe(0)
  })

  it('[SC-6] [IN-4] all that is held of a visitor is given out, then erased after asking; both sides lose it', async () => {
    stage.announce(/WebSocket/)
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Please forget me')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.input.fill('Half a thought')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Please forget me')
    await agent.hook('visitor-more').click()
    const download = agent.page.waitForEvent('download')
    await agent.hook('export-visitor').click()
    const chunks: Buffer[] = []
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toContain('Please forget me')
    await agent.hook('visitor-more').click()
    await agent.hook('erase').click()
    await agent.hook('erase-dialog').waitFor()
    await shoot(agent.page, 'visitors-erase')
    expect(await audit(agent.page)).toEqual([])
    await agent.hook('erase-yes').click()
    await eventually(() => agent.rows.filter({ hasText: 'Please forget me' }).count()).toBe(0)
    await agent.hook('thread').waitFor({ state: 'detached' })
    await shoot(agent.page, 'visitors-erased')
    const link = visitor.part('link')
    await eventually(() => link.textContent()).toMatch(
      /^Your messages and what we knew of you were deleted\./,
    )
    await shoot(visitor.page, 'visitors-erased-widget')
    expect(await audit(visitor.page, 'foyer-widget')).toEqual([])
    expect(await visitor.texts()).toEqual([])
    const kept = () =>
      visitor.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    await eventually(kept).toEqual([])
    await link.getByRole('button', { name: 'Start a new conversation' }).click()
    await eventually(() => focused(visitor.page)).toMatch(/Write a message/)
    await eventually(() => link.textContent()).toBe('')
    await visitor.say('As somebody new')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.page.reload()
    await visitor.talk()
    await eventually(() => visitor.texts()).toEqual(['As somebody new'])
  })

  it('[CV-5] an offline message to a closed conversation waits for the visitor with a badge', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Tell me when it is there')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Tell me when')
    await agent.message('Tell me when').waitFor()
    await agent.hook('close').click()
    await agent.hook('confirm-yes').click()
    await agent.hook('write-offline').click()
    const address = visitor.page.url()
    await visitor.page.goto('about:blank')
    await agent.composer.fill('It is there now')
    await agent.composer.press('Enter')
    await agent.message('It is there now').waitFor()
    await eventually(() => agent.message('It is there now').textContent()).toMatch(/offline/i)
    await visitor.page.goto(address)
    await visitor.open()
    await eventually(() => visitor.part('talk-button').locator('.count').count()).toBe(1)
    await shoot(visitor.page, 'visitors-offline-home')
    await visitor.part('talk-button').click()
    await eventually(async () => (await visitor.panel.textContent()) ?? '').toMatch(/It is there now/)
    await shoot(visitor.page, 'visitors-offline-thread')
  })

  it('[CV-12] what a visitor types is seen only where the site says so, and the widget says it first', async () => {
    await setUp(stage.server, { visitors: { typingPreview: true } })
    const visitor = await stage.visitor()
    await visitor.talk()
    await eventually(async () => (await visitor.panel.textContent()) ?? '').toMatch(/see what you type/)
    await shoot(visitor.page, 'visitors-preview-widget')
    await visitor.say('Hello')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await agent.openRow('Hello')
    await agent.message('Hello').waitFor()
    await visitor.input.pressSequentially('I am about to say')
    await eventually(async () => (await agent.hook('typing').textContent()) ?? '').toMatch(/I am about/)
    await setUp(stage.server, { visitors: { typingPreview: false } })
  })

  it('[IN-1] a site that lists its visitors shows who is there, who spoke, and who left without a word', async () => {
    await setUp(stage.server, { visitors: { listed: true } })
    const agent = await stage.agent(0, wide)
    await agent.page.goto(`${stage.server.url}/console/#/visitors/${stage.server.site}/onSite`)
    const visitor = await stage.visitor()
    const rows = agent.hook('visitor-row')
    await eventually(() => rows.count()).toBe(1)
    await visitor.page.reload()
    await eventually(() => rows.count()).toBe(1)
    await shoot(agent.page, 'visitors-onsite')
    const nameOf = async () => (await rows.locator('bdi').first().textContent()) ?? ''
    const same = rows.filter({ hasText: await nameOf() })
    await visitor.talk()
    await visitor.say('Now I speak')
    await eventually(() => rows.count()).toBe(0)
    await agent.hook('visitors-spokeToday').click()
    await eventually(() => same.count()).toBe(1)
    const silent = await stage.visitor()
    await agent.hook('visitors-onSite').click()
    await eventually(() => rows.count()).toBe(1)
    await eventually(() => same.count()).toBe(0)
    const other = rows.filter({ hasText: await nameOf() })
    await agent.hook('visitors-left').click()
    await eventually(() => rows.count()).toBe(0)
    await silent.page.close()
    await eventually(() => other.count()).toBe(1)
    expect(await rows.count()).toBe(1)
    await shoot(agent.page, 'visitors-left')
    await setUp(stage.server, { visitors: { listed: false } })
  })

  it('[IN-4] the directory finds a visitor, on a phone and in Arabic too', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('My e-mail is findme@example.com')
    const agent = await stage.agent(0, wide)
    await agent.showList('all')
    await eventually(() => agent.rows.first().getAttribute('data-told')).toBe('email')
    await agent.hook('nav-visitors').click()
    const rows = agent.hook('visitor-row')
    await rows.first().waitFor()
    await agent.hook('visitors-search').fill('findme@')
    await eventually(() => rows.count()).toBe(1)
    await rows.first().click()
    await agent.hook('field-email').waitFor()
    await shoot(agent.page, 'visitors-directory')
    expect(await audit(agent.page)).toEqual([])

    const dark = await stage.agent(0, { ...wide, colorScheme: 'dark', locale: 'ar' })
    await dark.hook('nav-visitors').click()
    await dark.hook('visitor-row').first().click()
    await dark.hook('field-email').waitFor()
    await shoot(dark.page, 'visitors-directory-ar-dark')
    await dark.showList('all')
    await dark.openRow('findme')
    await dark.hook('field-email').waitFor()
    await shoot(dark.page, 'visitors-panel-ar-dark')

    const phone = await stage.agent(0, { viewport: { width: 360, height: 740 } })
    await phone.page.goto(`${stage.server.url}/console/#/visitors/${stage.server.site}`)
    await phone.hook('visitor-row').first().waitFor()
    await shoot(phone.page, 'visitors-directory-phone')
    await phone.hook('visitor-row').first().click()
    await phone.hook('field-email').waitFor()
    await shoot(phone.page, 'visitors-details-phone')
    expect(
      await phone.page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      ),
    ).toBe(true)
  })
})
