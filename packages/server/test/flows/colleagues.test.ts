// Colleagues' conversations over the socket (RT-10, RT-12): who may see and help, what the visitor sees of it, and
// that rights which change take effect at once (F05).
import type { SiteRole } from '@foyer/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { defaultMail } from '../../src/core/mail-rules.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'

const roles: SiteRole[] = [
  { id: 'plain', name: 'Plain', permissions: [] },
  { id: 'helper', name: 'Helper', permissions: ['conversation.openOthers', 'conversation.help'] },
  { id: 'muter', name: 'Muter', permissions: ['visitor.mute', 'visitor.block'] },
]

async function start(role: string) {
  const app = await startTestApp({ settings: { roles, mail: { ...defaultMail(), transcripts: true } } })
  onTestFinished(() => app.stop())
  const ben = await app.agent('ben')
  const benId = ben.greeting.agent?.id ?? ''
  await app.store.people.change('shop', benId, { role })
  expect((await ben.wire.closed).code).toBe(1012)
  const again = await app.agent('ben')
  const ada = await app.agent('ada')
  const visitor = await app.visitor()
  const { conversation } = await visitor.wire.post(null, 'hello')
  return { app, ada: ada.wire, ben: again.wire, benId, visitor: visitor.wire, conversation }
}

test('[RT-12] who helps out is a colleague to agents, and the same agent to the visitor', async () => {
  const { app, ada, ben, visitor, conversation } = await start('helper')
  await ada.ok('conversation.open', { conversation })
  await ben.ok('conversation.open', { conversation })
  await ada.post(conversation, 'I am Ada')
  await ben.ok('typing', { conversation, active: true })
  const typing = await visitor.until('typing', () => visitor.pushes.find((push) => push.on === 'typing'))
  expect(typing.by).toEqual({ kind: 'agent', name: 'Ada' })
  await ben.post(conversation, 'and so am I')
  await ben.ok('conversation.end', { conversation, cid: mintId() })
  const seen = await visitor.until('the end', () => {
    const events = visitor.events(conversation)
    return events.some(({ type }) => type === 'conversation.closed') ? events : null
  })
  const ours = seen.filter(({ by }) => by.kind === 'agent')
  expect(ours.map(({ type }) => type)).toEqual([
    'conversation.assigned',
    'message.posted',
    'message.posted',
    'conversation.closed',
  ])
  for (const { by } of ours) expect(by).toEqual({ kind: 'agent', name: 'Ada' })
  expect(JSON.stringify(visitor.record)).not.toMatch(/"Ben"|"as"/)
  const { url } = await visitor.ok<{ url: string }>('transcript.request', { conversation })
  const transcript = await (await fetch(app.url + url)).text()
  expect(transcript).toContain('and so am I')
  expect(transcript).not.toContain('Ben')
  const told = await ada.until('the message', () =>
    ada.events(conversation).find(({ body }) => body?.text === 'and so am I'),
  )
  expect(told).toMatchObject({ by: { name: 'Ben' }, as: { name: 'Ada' } })
})

test('[RT-10] [RT-12] what is claimed is gone for those who may not see it, and nothing follows', async () => {
  const { app, ada, ben, conversation, visitor } = await start('plain')
  await ben.ok('conversation.open', { conversation })
  await ada.ok('conversation.assign', { conversation, cid: mintId(), to: { agent: await idOf(app, 'ada') } })
  await ben.until('the assignment', () =>
    ben.events(conversation).find(({ type }) => type === 'conversation.assigned'),
  )
  await visitor.post(conversation, 'secret')
  await ada.post(conversation, 'also secret')
  await app.answered()
  expect(JSON.stringify(ben.record)).not.toContain('secret')
  expect(await ben.refused('history', { conversation })).toMatchObject({ code: 'not_found' })
  // Given to it, it is its own again, with all that was said.
  await ada.ok('conversation.assign', { conversation, cid: mintId(), to: { agent: await idOf(app, 'ben') } })
  const { events } = await ben.ok<{ events: { body?: { text?: string } }[] }>('conversation.open', {
    conversation,
  })
  expect(events.map(({ body }) => body?.text).filter((text) => text !== undefined)).toEqual([
    'hello',
    'secret',
    'also secret',
  ])
  await visitor.post(conversation, 'live again')
  await ben.until('live', () => ben.events(conversation).find(({ body }) => body?.text === 'live again'))
})

test('[SC-5] [RT-10] what made it a colleague’s is answered again as the first time', async () => {
  const { app, ben, conversation } = await start('agent')
  await ben.post(conversation, 'I am Ben')
  const keys = { conversation, cid: mintId(), to: { agent: await idOf(app, 'ada') } }
  const first = await ben.ok('conversation.assign', keys)
  expect(await ben.ok('conversation.assign', keys)).toEqual(first)
  expect(await ben.refused('conversation.assign', { ...keys, cid: mintId() })).toMatchObject({
    code: 'not_found',
  })
})

test('[RT-12] [RT-14] a colleague’s visitor is not muted, blocked, tagged or renamed by who may not help out', async () => {
  const { app, ada, ben, visitor, conversation } = await start('plain')
  const { id } = (await ada.ok<{ visitor: { id: string } }>('conversation.open', { conversation })).visitor
  const keys = { visitor: id, on: true }
  const tags = { visitor: id, cid: mintId(), add: ['vip'] }
  const renaming = () =>
    app.app.fastify.inject({
      method: 'PATCH',
      url: `/v1/visitors/${id}`,
      headers: { authorization: `Bearer ${app.tokens.ben}` },
      payload: { nickname: 'Ben’s' },
    })
  // Nobody's yet: everybody's.
  await ben.ok('tags.change', { ...tags, add: ['new'] })
  await ada.post(conversation, 'I am Ada')
  expect(await ben.refused('mute', keys)).toMatchObject({ code: 'forbidden' })
  expect(await ben.refused('block', keys)).toMatchObject({ code: 'forbidden' })
  expect(await ben.refused('tags.change', tags)).toMatchObject({ code: 'not_found' })
  expect((await renaming()).statusCode).toBe(404)
  expect(await app.store.visitors.find(id)).toMatchObject({ muted: false, blocked: false, tags: ['new'] })
  await ada.ok('tags.change', tags)
  await ada.ok('conversation.end', { conversation, cid: mintId() })
  expect(await visitor.until('the end', () => visitor.events(conversation).length)).toBeGreaterThan(3)
  expect(await ben.refused('mute', keys)).toMatchObject({ code: 'forbidden', message: /visitor\.mute/ })
  expect((await renaming()).statusCode).toBe(200)
})

test('[RT-12] [RT-14] nor by who has the permission, as long as the conversation is hidden from them', async () => {
  const { app, ada, ben, conversation } = await start('muter')
  const { id } = (await ada.ok<{ visitor: { id: string } }>('conversation.open', { conversation })).visitor
  await ada.post(conversation, 'I am Ada')
  expect(await ben.refused('mute', { visitor: id, on: true })).toMatchObject({ code: 'not_found' })
  expect(await ben.refused('block', { visitor: id, on: true })).toMatchObject({ code: 'not_found' })
  await ada.ok('conversation.end', { conversation, cid: mintId() })
  await ben.ok('mute', { visitor: id, on: true })
  expect(await app.store.visitors.find(id)).toMatchObject({ muted: true })
})

test('[RT-12] a colleague’s conversation is not resumed by who may not see it', async () => {
  const { app, ada, conversation } = await start('plain')
  await ada.post(conversation, 'mine')
  const ben = await app.agent('ben', { resume: { [conversation]: 0 } })
  expect(ben.greeting.conversations).toEqual([])
  await app.answered()
  expect(JSON.stringify(ben.wire.record)).not.toContain('mine')
})

test('[RT-12] open conversations of a colleague are a list, with permission', async () => {
  const { app, ada, ben, conversation } = await start('helper')
  const other = await app.visitor()
  await other.wire.post(null, 'nobody has this one')
  await ada.post(conversation, 'mine')
  const agent = await idOf(app, 'ada')
  const { rows } = await ben.ok<{ rows: { head: { id: string } }[] }>('inbox.watch', {
    list: 'all',
    filter: { agent },
  })
  expect(rows.map(({ head }) => head.id)).toEqual([conversation])
  const { ben: plain } = await start('plain')
  expect(await plain.refused('inbox.watch', { list: 'all', filter: { agent } })).toMatchObject({
    code: 'forbidden',
  })
})

test('[F05] an own role that is edited, and a role that is taken away, take effect on open sockets within a second', async () => {
  const { app, ada, ben, conversation } = await start('helper')
  await ada.post(conversation, 'mine')
  await ben.ok('conversation.open', { conversation })
  const began = performance.now()
  const owner = { id: await idOf(app, 'ada'), name: 'Ada', email: '', avatar: null, sites: ['shop'] }
  const changed = await app.app.siteDesk.change({ ...owner, roles: { shop: 'owner' } }, 'shop', {
    roles: [roles[0]!, { ...roles[1]!, permissions: [] }, roles[2]!],
  })
  expect(changed).toHaveProperty('ok')
  expect(await ben.refused('history', { conversation })).toMatchObject({ code: 'not_found' })
  expect((await ben.closed).code).toBe(1012)
  // A second, and what a busy machine adds.
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('[F05] so does an own role that is edited on a node that this one cannot hear', async () => {
  const { app, ben, conversation } = await start('helper')
  const deaf = await startTestApp({ store: app.store, settings: { roles } })
  onTestFinished(() => deaf.stop())
  const there = await deaf.agent('ben')
  const visitor = await deaf.visitor()
  const { conversation: other } = await visitor.wire.post(null, 'hello')
  const ada = await deaf.agent('ada')
  await ada.wire.post(other, 'mine')
  await there.wire.ok('conversation.open', { conversation: other })
  const began = performance.now()
  const owner = { id: await idOf(app, 'ada'), name: 'Ada', email: '', avatar: null, sites: ['shop'] }
  await app.app.siteDesk.change({ ...owner, roles: { shop: 'owner' } }, 'shop', {
    roles: [roles[0]!, { ...roles[1]!, permissions: [] }, roles[2]!],
  })
  expect((await there.wire.closed).code).toBe(1012)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect((await ben.closed).code).toBe(1012)
  const again = await deaf.agent('ben')
  expect(await again.wire.refused('history', { conversation: other })).toMatchObject({ code: 'not_found' })
  expect(await again.wire.ok('conversation.open', { conversation })).toBeDefined()
})

test('[RT-12] conversations of who is removed go back to the queue', async () => {
  const { app, ben, benId, conversation, visitor } = await start('plain')
  await ben.post(conversation, 'I am Ben')
  const admin = await idOf(app, 'ada')
  const by = { id: admin, name: 'Ada', email: '', avatar: null, sites: ['shop'], roles: { shop: 'owner' } }
  expect(await app.app.members.remove(by, 'shop', benId)).toEqual({ ok: null })
  expect((await ben.closed).code).toBe(1012)
  const { state } = (await app.store.conversations.load(conversation)) ?? {}
  expect(state).toMatchObject({ agent: null, handler: 'queue' })
  await visitor.until('the queue', () =>
    visitor
      .events(conversation)
      .find(({ type, agent }) => type === 'conversation.assigned' && agent === null),
  )
})

async function idOf(app: Awaited<ReturnType<typeof startTestApp>>, name: string): Promise<string> {
  return (await app.store.agents.findByEmail(`${name}@shop.example`))?.id ?? ''
}
