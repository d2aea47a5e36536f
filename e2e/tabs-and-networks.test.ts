// Three tabs, a network that goes and comes, a tab that is closed without one: one socket, one thread, and
// each message once.
import type { BrowserContext, WebSocket } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signIn } from './support/agent.ts'
import { shopPage } from './support/host-pages.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor, visitorOn } from './support/visitor.ts'
import { networkDown } from './support/watch.ts'

const stage = setStage()

/** A browser with some tabs at one shop, and its sockets that are open now. */
async function openTabs(count: number) {
  const context = await stage.profile()
  const open = new Set<WebSocket>()
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      page.on('close', () => open.delete(socket))
    }),
  )
  const address = stage.hosts.add(shopPage(stage.server.url))
  const tab = async () => {
    const page = await context.newPage()
    await page.goto(address)
    return visitorOn(page)
  }
  const tabs: Visitor[] = []
  for (let n = 0; n < count; n++) tabs.push(await tab())
  return { context, tabs, tab, sockets: () => open.size }
}

/** Cuts a browser's line once, after the server has taken a message and before its answer is heard. */
async function loseAnswers(context: BrowserContext, count: number) {
  let left = count
  await context.routeWebSocket(/\/v1\/socket/, (line) => {
    const server = line.connectToServer()
    let posted: number | null = null
    line.onMessage((frame) => {
      const command = JSON.parse(String(frame)) as { id: number; do: string }
      if (command.do === 'message.post' && left > 0) posted = command.id
      server.send(frame)
    })
    server.onMessage((frame) => {
      // From the post on nothing comes through any more, neither its answer nor its event.
      if (posted === null) return line.send(frame)
      if ((JSON.parse(String(frame)) as { re?: number }).re !== posted) return
      left--
      posted = null
      void server.close()
      void line.close({ code: 1011 })
    })
  })
  return () => left
}

/** The page that holds the lock, and with it the socket. */
async function leaderOf(tabs: Visitor[]): Promise<Visitor> {
  const held = async () => {
    const ids = await Promise.all(
      tabs.map(({ page }) =>
        page.evaluate(async () => {
          // Whoever can ask for a lock of its own by this client id is it.
          const { held = [] } = await navigator.locks.query()
          const own = await navigator.locks.request('whoami', { mode: 'exclusive' }, async () => {
            const now = await navigator.locks.query()
            return now.held?.find(({ name }) => name === 'whoami')?.clientId
          })
          return held.some(({ name, clientId }) => name?.startsWith('foyer:') && clientId === own)
        }),
      ),
    )
    return ids.indexOf(true)
  }
  await eventually(held).toBeGreaterThanOrEqual(0)
  return tabs[await held()]!
}

const cut = (context: BrowserContext, isOffline: boolean) => context.setOffline(isOffline)

describe('tabs', () => {
  it('[A21] three tabs share one socket; all show all, once; the next leads when the leader is closed', async () => {
    const agent = await stage.agent()
    const { tabs, sockets } = await openTabs(3)
    const [first, second, third] = tabs as [Visitor, Visitor, Visitor]
    await first.talk()
    await first.say('From the first')
    await eventually(() => first.state()).toBe('sent')
    await second.talk()
    await eventually(() => second.texts()).toEqual(['From the first'])
    await third.talk()
    await second.say('From the second')
    await third.say('From the third')
    await agent.showList('unassigned')
    await agent.openRow('From the')
    await agent.say('To all three')
    const all = ['From the first', 'From the second', 'From the third', 'To all three']
    for (const tab of tabs) await eventually(async () => (await tab.texts()).toSorted()).toEqual(all)
    const order = await first.texts()
    for (const side of [second, third, agent]) expect(await side.texts()).toEqual(order)
    expect(sockets()).toBe(1)

    const leader = await leaderOf(tabs)
    const rest = tabs.filter((tab) => tab !== leader) as [Visitor, Visitor]
    await leader.page.close()
    const closedAt = Date.now()
    await leaderOf(rest)
    expect(Date.now() - closedAt).toBeLessThan(3_000)
    await rest[0].say('Without the leader')
    await agent.say('I did not notice')
    const after = [...order, 'Without the leader', 'I did not notice']
    for (const side of [...rest, agent]) {
      await eventually(async () => (await side.texts()).toSorted()).toEqual(after.toSorted())
    }
    expect(await rest[0].texts()).toEqual(await rest[1].texts())
    expect(sockets()).toBe(1)
  })

  it('[A21] messages sent in all tabs while the leader dies go out once, in the order of each tab', async () => {
    const agent = await stage.agent()
    const { tabs, sockets } = await openTabs(3)
    for (const tab of tabs) await tab.talk()
    await tabs[0]!.say('Begin')
    for (const tab of tabs) await eventually(() => tab.texts()).toEqual(['Begin'])
    await agent.showList('unassigned')
    await agent.openRow('Begin')
    const leader = await leaderOf(tabs)
    const rest = tabs.filter((tab) => tab !== leader) as [Visitor, Visitor]
    await leader.say('Leader 1')
    await Promise.all([rest[0].say('Left 1'), rest[1].say('Right 1')])
    await leader.page.close()
    await Promise.all([rest[0].say('Left 2'), rest[1].say('Right 2')])

    const expected = ['Begin', 'Leader 1', 'Left 1', 'Left 2', 'Right 1', 'Right 2']
    await eventually(async () => (await agent.texts()).toSorted()).toEqual(expected)
    const texts = await agent.texts()
    for (const side of ['Left', 'Right']) {
      expect(texts.indexOf(`${side} 1`)).toBeLessThan(texts.indexOf(`${side} 2`))
    }
    for (const tab of rest) await eventually(() => tab.texts()).toEqual(texts)
    expect(sockets()).toBe(1)
  })

  it('[A21] what is read in one tab is read in all, and the end of it is seen in all', async () => {
    const agent = await stage.agent()
    const { tabs } = await openTabs(2)
    const [front, back] = tabs as [Visitor, Visitor]
    await front.talk()
    await front.say('Tell me something')
    await eventually(() => front.state()).toBe('sent')
    await back.talk()
    await back.part('close').click()
    await front.part('close').click()
    await agent.showList('unassigned')
    await agent.openRow('Tell me something')
    await agent.say('Something')
    for (const tab of tabs) {
      await eventually(() => tab.launcher.getAttribute('aria-label')).toMatch(/1 unread/)
    }
    await front.page.bringToFront()
    await front.open()
    for (const tab of tabs) {
      await eventually(() => tab.launcher.getAttribute('aria-label')).not.toMatch(/unread/)
    }
    await front.askToEnd()
    await front.part('choice').first().click()
    await front.part('ended').waitFor()
    await back.open()
    await back.part('ended').waitFor()
  })
})

describe('networks', () => {
  it('[WG-13] what both type while the network is cut arrives once it is back, in order, without a reload', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    const { tabs, context } = await openTabs(1)
    const visitor = tabs[0]!
    await visitor.talk()
    await visitor.say('Before')
    await agent.showList('unassigned')
    await agent.openRow('Before')
    await agent.say('Yes?')
    await eventually(() => visitor.texts()).toEqual(['Before', 'Yes?'])
    await visitor.page.evaluate(() => Object.assign(window, { sameDocument: true }))

    await cut(context, true)
    for (const text of ['Offline 1', 'Offline 2', 'Offline 3']) await visitor.say(text)
    await eventually(() => visitor.part('link').textContent()).toMatch(/offline/i)
    await shoot(visitor.page, 'widget-offline')
    await agent.say('Are you there?')
    expect(await visitor.texts()).toEqual(['Before', 'Yes?', 'Offline 1', 'Offline 2', 'Offline 3'])
    expect(await visitor.state()).toBe('sending')

    await cut(context, false)
    await eventually(() => agent.texts()).toEqual([
      'Before',
      'Yes?',
      'Are you there?',
      'Offline 1',
      'Offline 2',
      'Offline 3',
    ])
    await eventually(() => visitor.texts()).toEqual(await agent.texts())
    await eventually(() => visitor.state()).toMatch(/sent|delivered|read/)
    await eventually(() => visitor.part('link').textContent()).toBe('')
    expect(await visitor.page.evaluate(() => 'sameDocument' in window)).toBe(true)
  })

  it('[WG-13] the agent’s network is cut: the console says so calmly and sends what was written', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Hello?')
    await agent.showList('unassigned')
    await agent.openRow('Hello?')
    await agent.page.context().setOffline(true)
    await agent.say('Written offline')
    await agent.hook('connection').waitFor()
    await shoot(agent.page, 'console-offline')
    await visitor.say('Still there?')
    await eventually(() => visitor.state()).toMatch(/sent|delivered/)
    await agent.page.context().setOffline(false)
    // An attempt that failed a moment before is followed by the next within 30 s.
    await eventually(() => visitor.texts(), 40_000).toEqual(['Hello?', 'Still there?', 'Written offline'])
    await eventually(() => agent.texts()).toEqual(['Hello?', 'Still there?', 'Written offline'])
    await agent.hook('connection').waitFor({ state: 'detached' })
  })

  it('[WG-13] [RT-9] without a connection the agent’s status says so; the last one chosen meanwhile goes out by itself', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    const status = agent.hook('status')
    const choose = async (value: string) => {
      await agent.hook('me').click()
      await agent.hook(`status-${value}`).click()
    }
    await eventually(() => status.textContent()).toBe('Online')
    await agent.page.context().setOffline(true)
    await eventually(() => status.textContent()).toBe('Connecting…')
    expect(await agent.page.locator('.rail-me .me-button .dot').getAttribute('class')).toBe('dot offline')
    await choose('away')
    await choose('busy')
    await agent.hook('toasts').getByText('You will be “Busy” once the connection is back.').waitFor()
    await agent.hook('me').click()
    expect(await agent.hook('status-busy').getAttribute('aria-checked')).toBe('true')
    await shoot(agent.page, 'console-status-offline')
    await agent.page.keyboard.press('Escape')
    // To sign out needs the server: it is refused with a word.
    await agent.hook('me').click()
    await agent.hook('sign-out').click()
    await agent.hook('toasts').getByText('The server does not answer right now').waitFor()
    await agent.page.context().setOffline(false)
    await eventually(() => status.textContent(), 40_000).toBe('Busy')
    const seen = await fetch(`${stage.server.url}/v1/sites/${stage.server.site}/agents`, {
      headers: { authorization: `Bearer ${stage.server.agents[0]!.token}` },
    })
    const { agents } = (await seen.json()) as { agents: { name: string; status: string }[] }
    expect(agents.find(({ name }) => name === 'Robin Vale')?.status).toBe('busy')
    await choose('online')
    await eventually(() => status.textContent()).toBe('Online')
  })

  it('[RT-9] a status chosen in one tab is the other tab’s too', async () => {
    const agent = await stage.agent()
    const tab = await agent.page.context().newPage()
    await tab.goto(agent.page.url())
    const [here, there] = [agent.hook('status'), tab.locator('[data-foyer="status"]')]
    for (const status of [here, there]) await eventually(() => status.textContent()).toBe('Online')
    await agent.hook('me').click()
    await agent.hook('status-busy').click()
    for (const status of [here, there]) await eventually(() => status.textContent()).toBe('Busy')
    await tab.locator('[data-foyer="me"]').click()
    await tab.locator('[data-foyer="status-online"]').click()
    for (const status of [here, there]) await eventually(() => status.textContent()).toBe('Online')
  })

  it('[A07] an answer that is lost on the way: the message is sent again, and is there once', async () => {
    const agentSide = await stage.profile()
    const visitorSide = await stage.profile()
    const lost = await Promise.all([loseAnswers(agentSide, 2), loseAnswers(visitorSide, 3)])
    const visitor = visitorOn(await visitorSide.newPage())
    await visitor.page.goto(stage.hosts.add(shopPage(stage.server.url)))
    await visitor.talk()
    for (const text of ['v 1', 'v 2', 'v 3', 'v 4']) await visitor.say(text)
    const agent = await signIn(await agentSide.newPage(), stage.server.url, stage.server.agents[0]!)
    await agent.showList('unassigned')
    await agent.openRow('v 4')
    for (const text of ['a 1', 'a 2', 'a 3']) await agent.say(text)
    const expected = ['v 1', 'v 2', 'v 3', 'v 4', 'a 1', 'a 2', 'a 3']
    for (const side of [visitor, agent]) await eventually(() => side.texts(), 30_000).toEqual(expected)
    expect(lost.map((left) => left())).toEqual([0, 0])
    const fresh = await stage.agent(1)
    await fresh.showList('all')
    await fresh.openRow('a 3')
    await eventually(() => fresh.texts()).toEqual(expected)
  })

  it('[A24] five messages typed offline, the tab closed, reopened online: all five once, in order', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    const { tabs, context, tab } = await openTabs(1)
    const visitor = tabs[0]!
    await visitor.talk()
    await visitor.say('On the platform')
    await eventually(() => visitor.state()).toBe('sent')
    await cut(context, true)
    const typed = [1, 2, 3, 4, 5].map((n) => `In the tunnel ${n}`)
    for (const text of typed) await visitor.say(text)
    await eventually(() => visitor.texts()).toEqual(['On the platform', ...typed])
    await visitor.page.close()
    await cut(context, false)

    const again = await tab()
    await agent.showList('unassigned')
    await agent.openRow()
    await eventually(() => agent.texts()).toEqual(['On the platform', ...typed])
    await again.open()
    await eventually(() => again.texts()).toEqual(['On the platform', ...typed])
    await eventually(() => again.state()).toMatch(/sent|delivered|read/)
  })

  it('[A24] the very first message, typed offline and left behind, begins the conversation later', async () => {
    stage.announce(networkDown)
    const agent = await stage.agent()
    const { tabs, context, tab } = await openTabs(1)
    const visitor = tabs[0]!
    await visitor.talk()
    // The pieces are there; the network is not.
    await visitor.input.pressSequentially('The very first')
    await cut(context, true)
    await visitor.input.press('Enter')
    await visitor.say('And the second')
    await eventually(() => visitor.texts()).toEqual(['The very first', 'And the second'])
    await visitor.page.close()
    await cut(context, false)
    await tab()
    await agent.showList('unassigned')
    await agent.openRow('And the second')
    await eventually(() => agent.texts()).toEqual(['The very first', 'And the second'])
  })

  it('[WG-13] the back and forward buttons bring the thread back as it is now', async () => {
    const agent = await stage.agent()
    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('I go and look')
    await agent.showList('unassigned')
    await agent.openRow('I go and look')
    await visitor.page.goto(stage.hosts.add('<!doctype html><title>Elsewhere</title><p>No widget here.</p>'))
    await agent.say('While you were away')
    await eventually(() => agent.texts()).toHaveLength(2)
    await visitor.page.goBack()
    await visitor.open()
    await eventually(() => visitor.texts()).toEqual(['I go and look', 'While you were away'])
    await visitor.say('Back again')
    await eventually(() => agent.texts()).toHaveLength(3)
  })
})
