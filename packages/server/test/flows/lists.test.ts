// The inbox over the wire: who sees what, pins, the search in texts, who looks, reminders' times in rows.
import { expect, onTestFinished, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire, type WireRow } from '../support/wire.ts'
import { tokenInRole } from '../support/with-role.ts'

/** Lets whoever is in it do nothing with what others have. */
const narrow = { id: 'narrow', name: 'Narrow', permissions: [] }

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ ...options, settings: { roles: [narrow], ...options.settings } })
  onTestFinished(app.stop)
  return app
}

async function write(app: TestApp, text: string) {
  const { wire, greeting } = await app.visitor({ sdk: 'web/1.0.0' })
  const { conversation } = await wire.post(null, text)
  return { wire, conversation, nickname: greeting.visitor?.nickname ?? '' }
}

async function watch(wire: Wire, list: string, filter?: object) {
  const { rows, counts } = await wire.ok<{ rows: WireRow[]; counts: Record<string, number> }>('inbox.watch', {
    list,
    ...(filter === undefined ? {} : { filter }),
  })
  return { ids: rows.map(({ head }) => head.id), rows, counts }
}

/** Somebody at the shop in that role. */
async function hireCy(app: TestApp) {
  const { wire, greeting } = await app.agent('ada', { token: await tokenInRole(app, narrow.id) })
  return { wire, id: greeting.agent?.id ?? '' }
}

test('[IN-1][IN-16] without the permission one sees one’s own, and what nobody has, in every list', async () => {
  const app = await start()
  const cy = await hireCy(app)
  const ada = await app.agent('ada')
  const { wire } = cy
  const asked = [await write(app, 'one'), await write(app, 'two'), await write(app, 'three')]
  const [adas, cys, nobodys] = asked.map(({ conversation }) => conversation) as [string, string, string]
  await ada.wire.post(adas, 'mine')
  await ada.wire.ok('conversation.assign', { conversation: cys, cid: mintId(), to: { agent: cy.id } })
  expect((await watch(wire, 'all')).ids.sort()).toEqual([cys, nobodys].sort())
  expect((await watch(wire, 'all')).counts).toMatchObject({ all: 2, mine: 1, unassigned: 1, unread: 2 })
  expect(
    await wire.ask('inbox.watch', { list: 'all', filter: { agent: ada.greeting.agent?.id } }),
  ).toMatchObject({ error: { code: 'forbidden' } })
  expect((await watch(ada.wire, 'all', { agent: cy.id })).ids).toEqual([cys])
  expect((await watch(ada.wire, 'all')).counts).toMatchObject({ all: 3, mine: 1, unread: 2 })
  for (const conversation of [adas, cys])
    await ada.wire.ok('conversation.end', { conversation, cid: mintId() })
  expect((await watch(wire, 'closed')).ids).toEqual([cys])
  expect((await watch(wire, 'closed')).counts).toMatchObject({ closed: 1, all: 1 })
  // Live too: what goes to a colleague leaves the list.
  await watch(wire, 'all')
  await ada.wire.post(nobodys, 'taken')
  expect(await wire.push('gone')).toMatchObject({ conversation: nobodys })
})

test('[IN-3] a pin stands on top, in the agent’s other tabs too, and for others with permission', async () => {
  const app = await start()
  const cy = await hireCy(app)
  const [ada, tab] = [await app.agent('ada'), await app.agent('ada')]
  const first = await write(app, 'first')
  const second = await write(app, 'second')
  await watch(tab.wire, 'all')
  await ada.wire.ok('pin', { conversation: first.conversation, on: true })
  expect(await tab.wire.push('row', ({ row }) => row.pinned === true)).toMatchObject({
    row: { head: { id: first.conversation }, pinned: true },
  })
  expect((await watch(ada.wire, 'all')).ids).toEqual([first.conversation, second.conversation])
  expect((await watch(cy.wire, 'all')).ids).toEqual([second.conversation, first.conversation])
  const forAda = { conversation: second.conversation, on: true, for: ada.greeting.agent?.id }
  expect(await cy.wire.refused('pin', forAda)).toMatchObject({ code: 'forbidden' })
  await ada.wire.ok('pin', { conversation: first.conversation, on: true, for: cy.id })
  expect((await watch(cy.wire, 'all')).rows[0]).toMatchObject({ pinned: true })
  await ada.wire.ok('pin', { conversation: first.conversation, on: false })
  expect((await watch(ada.wire, 'all')).ids).toEqual([second.conversation, first.conversation])
})

test('[IN-2] a word in a message is found seconds later, with its place; edited or deleted it is not', async () => {
  const clock = createFakeClock()
  const app = await start({ clock })
  const { wire, conversation } = await write(app, 'My parcel is lost')
  await wire.post(conversation, '我想退款')
  const ada = await app.agent('ada')
  await ada.wire.ok('note.post', { conversation, cid: mintId(), text: 'Asked the courier' })
  const search = async (text: string) =>
    (await ada.wire.ok<{ hits: Record<string, unknown>[] }>('search', { text })).hits
  const found = (text: string, count: number) =>
    expect
      .poll(async () => {
        clock.advance(1_000)
        return (await search(text)).length
      })
      .toBe(count)
  await found('parc', 1)
  await found('退款', 1)
  await found('courier', 1)
  expect(await search('LOST parcel')).toMatchObject([
    { conversation, seq: 2, status: 'open', snippet: 'My parcel is lost', by: { kind: 'visitor' } },
  ])
  expect((await search('courier'))[0]).toMatchObject({ sub: 1 })
  const body = { kind: 'text', text: 'My letter is lost' }
  await wire.ok('message.edit', { conversation, cid: mintId(), target: 2, body })
  await found('letter', 1)
  expect(await search('parcel')).toEqual([])
  await wire.ok('message.delete', { conversation, cid: mintId(), target: 2 })
  await found('letter', 0)
})

test('[RT-13] rows say when an answer is due: the first, and later ones', async () => {
  const inbox = {
    alarms: { first: 60_000, later: 300_000, nudge: 0 },
    unread: { bot: true, unassigned: true },
  }
  const app = await start({ settings: { inbox } })
  const ada = await app.agent('ada')
  const { wire, conversation } = await write(app, 'hello')
  const dueIn = async () => {
    const [row] = (await watch(ada.wire, 'all')).rows
    return row?.dueAt === undefined ? null : Number(row.dueAt) - Number(row.at)
  }
  expect(await dueIn()).toBe(60_000)
  await ada.wire.post(conversation, 'hello')
  expect(await dueIn()).toBeNull()
  await wire.post(conversation, 'and then?')
  expect(await dueIn()).toBe(300_000)
})

test('[CV-3] a snoozed one says until when, to agents alone', async () => {
  const app = await start()
  const ada = await app.agent('ada')
  const { wire, conversation } = await write(app, 'hello')
  const until = Date.now() + 60_000
  await ada.wire.ok('conversation.snooze', { conversation, cid: mintId(), until })
  expect((await watch(ada.wire, 'snoozed')).rows).toMatchObject([{ head: { snoozedUntil: until } }])
  expect((await watch(ada.wire, 'snoozed')).counts).toMatchObject({ snoozed: 1, all: 0 })
  await wire.post(conversation, 'are you there?')
  expect((await watch(ada.wire, 'all')).ids).toEqual([conversation])
  expect(JSON.stringify(wire.record)).not.toContain('snoozedUntil')
})

test('[RT-12] agents who have a conversation open know who else has', async () => {
  const app = await start()
  const [ada, ben] = [await app.agent('ada'), await app.agent('ben')]
  const { wire, conversation } = await write(app, 'hello')
  await ada.wire.ok('conversation.open', { conversation })
  expect(await ada.wire.push('presence')).toMatchObject({ agents: [{ name: 'Ada' }] })
  await ben.wire.ok('conversation.open', { conversation })
  expect(await ben.wire.push('presence')).toMatchObject({ agents: [{ name: 'Ada' }, { name: 'Ben' }] })
  ben.wire.socket.terminate()
  await expect
    .poll(() => ada.wire.pushes.filter(({ on }) => on === 'presence').at(-1))
    .toMatchObject({ agents: [{ name: 'Ada' }] })
  expect(wire.pushes.some(({ on }) => on === 'presence')).toBe(false)
})
