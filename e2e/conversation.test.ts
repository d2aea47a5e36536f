// A visitor and an agent talk: from the FAQ to an answer, receipts, typing, a reload, the end and a new
// beginning, and what is only for agents.
import { describe, expect, it } from 'vitest'
import { setStage, shoot } from './support/stage.ts'
import { eventually, visitorOn } from './support/visitor.ts'

const stage = setStage()

describe('a conversation', () => {
  it('[CV-1] [CV-2] [CV-3] [RT-11] from the FAQ over a question to an answer', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.open()
    await visitor.part('search').fill('delivery')
    await visitor.part('faq-entry').filter({ hasText: 'What does delivery cost?' }).click()
    await visitor.part('answer').getByText('free from €80').waitFor()
    await shoot(visitor.page, 'widget-answer')
    await visitor.part('talk-button').click()
    await visitor.panel.getByText('Hello, and welcome to Juniper & Pine').waitFor()
    await visitor.say('And to *Norway*?')

    await agent.showList('unassigned')
    await eventually(() => agent.count('unassigned')).toBe(1)
    await agent.openRow('And to Norway?')
    await agent.hook('read-before').getByText('What does delivery cost?').waitFor()
    await agent.hook('notice').filter({ hasText: 'What does delivery cost?' }).waitFor()
    await eventually(() => agent.hook('assignee').textContent()).toMatch(/unassigned/i)
    await agent.say('Norway is **€12**.')

    await eventually(() => visitor.thread()).toEqual([
      { side: 'me', text: 'And to Norway?' },
      { side: 'them', text: 'Norway is €12.' },
    ])
    await eventually(() => agent.thread()).toEqual([
      { side: 'them', text: 'And to Norway?' },
      { side: 'me', text: 'Norway is €12.' },
    ])
    expect(await visitor.message('Norway is').locator('strong').textContent()).toBe('€12')
    await eventually(() => agent.hook('assignee').textContent()).toMatch(/you/i)
    await eventually(() => agent.count('unassigned')).toBe(0)
    await eventually(() => agent.count('mine')).toBe(1)
    await eventually(() => visitor.part('header').textContent()).toContain('Robin Vale')
    await visitor.part('notice').filter({ hasText: 'Robin Vale joined' }).waitFor()
    await shoot(visitor.page, 'widget-conversation')
    await shoot(agent.page, 'console-conversation')
  })

  it('[CV-7] the visitor sees how far a message has come, to read', async () => {
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Is anybody there?')
    await eventually(() => visitor.state()).toBe('sent')

    const agent = await stage.agent()
    await agent.showList('unassigned')
    await agent.page.evaluate(() => {
      document.hasFocus = () => false
    })
    await agent.openRow('Is anybody there?')
    await eventually(() => visitor.state()).toBe('delivered')
    await agent.page.evaluate(() => {
      Reflect.deleteProperty(document, 'hasFocus')
      window.dispatchEvent(new Event('focus'))
    })
    await eventually(() => visitor.state()).toBe('read')
  })

  it('[CV-7] an answer is read only when it is seen in an open panel of a page that is looked at', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('I shall look away')
    await agent.showList('unassigned')
    await agent.openRow('I shall look away')
    await eventually(() => visitor.state()).toBe('read')

    await visitor.part('close').click()
    await agent.say('Closed panel')
    await eventually(() => agent.state()).toBe('delivered')
    await eventually(() => visitor.launcher.getAttribute('aria-label')).toMatch(/1 unread/)
    await visitor.open()
    await eventually(() => agent.state()).toBe('read')
    await eventually(() => visitor.launcher.getAttribute('aria-label')).not.toMatch(/unread/)

    // Another window lies over it: visible, but without the focus. Chromium's own focus cannot be taken from
    // a page without a screen, so the page is told.
    await visitor.page.evaluate(() => {
      document.hasFocus = () => false
    })
    await agent.say('Unfocused page')
    await eventually(() => visitor.texts()).toContain('Unfocused page')
    await eventually(() => agent.state()).toBe('delivered')
    await visitor.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await agent.say('Hidden page')
    await eventually(() => visitor.texts()).toContain('Hidden page')
    await eventually(() => visitor.page.title()).toMatch(/^\(2\) /)
    // The visitor's page has it before its "delivered" has come back here.
    await eventually(() => agent.state()).toBe('delivered')
    await visitor.page.evaluate(() => {
      Reflect.deleteProperty(document, 'hasFocus')
      Reflect.deleteProperty(document, 'visibilityState')
      document.dispatchEvent(new Event('visibilitychange'))
      window.dispatchEvent(new Event('focus'))
    })
    await eventually(() => agent.state()).toBe('read')
    await eventually(() => visitor.page.title()).toBe('Juniper & Pine')
  })

  it('[CV-12] each sees that the other types, and that it ends', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Hello')
    await agent.showList('unassigned')
    await agent.openRow('Hello')
    await visitor.input.pressSequentially('I am thin')
    await agent.hook('typing').waitFor()
    expect(await agent.hook('typing').textContent()).not.toContain('thin')
    await visitor.input.press('Enter')
    await agent.hook('typing').waitFor({ state: 'detached' })
    await eventually(() => agent.texts()).toEqual(['Hello', 'I am thin'])

    await agent.composer.pressSequentially('Let me')
    await visitor.part('typing').waitFor()
    await shoot(visitor.page, 'widget-typing')
    await agent.composer.press('Enter')
    await visitor.part('typing').waitFor({ state: 'detached' })
    await eventually(() => visitor.texts()).toEqual(['Hello', 'I am thin', 'Let me'])
  })

  it('[WG-13] a reload in the middle of it loses neither the thread nor what is half typed', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Before the reload')
    await agent.showList('unassigned')
    await agent.openRow('Before the reload')
    await agent.say('An answer')
    await eventually(() => visitor.texts()).toEqual(['Before the reload', 'An answer'])
    await visitor.input.fill('Half a sent')

    await visitor.page.reload()
    await visitor.open()
    await eventually(() => visitor.texts()).toEqual(['Before the reload', 'An answer'])
    expect(await visitor.input.inputValue()).toBe('Half a sent')
    await visitor.input.press('Enter')
    await eventually(() => agent.texts()).toEqual(['Before the reload', 'An answer', 'Half a sent'])

    await agent.composer.fill('The other half')
    await agent.page.reload()
    await agent.hook('thread').waitFor()
    await eventually(() => agent.texts()).toEqual(['Before the reload', 'An answer', 'Half a sent'])
    expect(await agent.composer.inputValue()).toBe('The other half')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toEqual([
      'Before the reload',
      'An answer',
      'Half a sent',
      'The other half',
    ])
  })

  it('[WG-13] a message sent in the moment of leaving the page arrives once', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('First')
    await eventually(() => visitor.state()).toBe('sent')
    await visitor.say('Last words')
    await visitor.page.reload()
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(() => agent.texts()).toEqual(['First', 'Last words'])
    await visitor.open()
    await eventually(() => visitor.texts()).toEqual(['First', 'Last words'])
  })

  it('[CV-4] [CV-5] the visitor ends it and starts anew; the agent sees both, and the old one is closed', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Only this, thanks')
    await agent.showList('unassigned')
    await agent.openRow('Only this, thanks')
    await agent.say('You are welcome')
    await eventually(() => visitor.texts()).toHaveLength(2)

    await visitor.askToEnd()
    await visitor.part('choice').first().click()
    await visitor.part('ended').waitFor()
    await shoot(visitor.page, 'widget-ended')
    expect(await visitor.input.count()).toBe(0)
    await agent.hook('closed').waitFor()
    await shoot(agent.page, 'console-closed')

    await visitor.part('start-new').click()
    await visitor.input.waitFor()
    expect(await visitor.texts()).toEqual([])
    await visitor.say('One more thing')
    await eventually(() => visitor.texts()).toEqual(['One more thing'])
    await agent.showList('all')
    await agent.openRow('One more thing')
    await eventually(() => agent.texts()).toEqual(['One more thing'])
    await eventually(() => agent.hook('earlier').getByRole('link').count()).toBe(1)
    await agent.hook('earlier').getByRole('link').click()
    await eventually(() => agent.texts()).toEqual(['Only this, thanks', 'You are welcome'])
  })

  it('[CV-4] the agent closes it: the visitor is told, and starts anew', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Close me')
    await agent.showList('unassigned')
    await agent.openRow('Close me')
    await agent.say('Done')
    await eventually(() => visitor.texts()).toHaveLength(2)
    await agent.hook('close').click()
    await agent.hook('confirm-yes').click()
    await visitor.part('ended').waitFor()
    await agent.hook('closed').waitFor()
    await visitor.page.reload()
    await visitor.talk()
    await visitor.say('A new one')
    await eventually(() => visitor.texts()).toEqual(['A new one'])
  })

  it('[CV-5] an offline message to a closed conversation reaches the visitor, marked as such for agents', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('I have to go')
    await agent.showList('unassigned')
    await agent.openRow('I have to go')
    await eventually(() => visitor.state()).toBe('read')
    await visitor.askToEnd()
    await visitor.part('choice').first().click()
    await agent.hook('write-offline').click()
    await agent.composer.fill('It is in stock again')
    await agent.composer.press('Enter')
    await eventually(() => visitor.texts()).toEqual(['I have to go', 'It is in stock again'])
    await agent.message('It is in stock again').getByText('offline', { exact: false }).first().waitFor()
  })

  it('[F08] an internal note never reaches the visitor, not even as a hole in the numbers', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    const frames: string[] = []
    visitor.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => void frames.push(String(payload)))
    })
    await visitor.talk()
    await visitor.say('What do you say of me?')
    await agent.showList('unassigned')
    await agent.openRow('What do you say of me?')
    await agent.note('Xylophone: a difficult customer')
    await agent.hook('note').filter({ hasText: 'Xylophone' }).waitFor()
    await shoot(agent.page, 'console-note')
    await agent.say('Only good things')
    await agent.note('Zeppelin: was not even true')
    await agent.say('And a discount')
    await eventually(() => visitor.texts()).toEqual([
      'What do you say of me?',
      'Only good things',
      'And a discount',
    ])
    await visitor.page.reload()
    await visitor.open()
    await eventually(() => visitor.texts()).toHaveLength(3)

    expect(frames.length).toBeGreaterThan(0)
    expect(frames.join('\n')).not.toMatch(/Xylophone|Zeppelin|note\.posted/)
    expect(await visitor.page.content()).not.toMatch(/Xylophone|Zeppelin/)
    const seqs = await visitor
      .part('message')
      .evaluateAll((rows) =>
        rows.map((row) => Number((row as HTMLElement).dataset.seq)).filter((seq) => seq > 0),
      )
    // The first is the beginning, then the message, the assignment and the answers: without a hole.
    expect(seqs.at(-1)! - seqs[0]!).toBe(3)
    // Notes stand where they were written, for agents.
    const lines = await agent.page
      .locator('article')
      .evaluateAll((all) => all.map((one) => one.querySelector('.bubble')?.textContent))
    expect(lines).toEqual([
      'What do you say of me?',
      'Xylophone: a difficult customer',
      'Only good things',
      'Zeppelin: was not even true',
      'And a discount',
    ])
  })

  it('[RT-12] two agents at one conversation see the same; the visitor goes on with the one who has it', async () => {
    const [first, second] = await Promise.all([stage.agent(0), stage.agent(1)])
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Who are you two?')
    for (const agent of [first, second]) {
      await agent.showList('all')
      await agent.openRow('Who are you two?')
    }
    await first.say('Robin here')
    await eventually(() => second.texts()).toContain('Robin here')
    await second.say('And Noor')
    const expected = ['Who are you two?', 'Robin here', 'And Noor']
    for (const side of [first, second, visitor]) await eventually(() => side.texts()).toEqual(expected)
    // Noor helps out: the visitor sees the same agent.
    expect(await visitor.panel.textContent()).toContain('Robin Vale')
    expect(await visitor.panel.textContent()).not.toContain('Noor Haddad')
    await eventually(() => first.hook('assignee').textContent()).toMatch(/you/i)
  })

  it('[CV-2] nothing is written under the name of a visitor who only opened the panel twice', async () => {
    const before = stage.server.countRows()
    const visitor = await stage.visitor()
    await visitor.talk()
    const again = visitorOn(await visitor.page.context().newPage())
    await again.page.goto(visitor.page.url())
    await again.talk()
    expect(stage.server.countRows()).toEqual(before)
  })
})
