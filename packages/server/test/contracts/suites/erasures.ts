// The contract of ports/erasures: after an erase no table of the schema has anything of the visitor. Which tables
// there are is asked of the database, so that a new one fails here until it is filled below and erased.
import { describe, expect, test } from 'vitest'
import { wholeSite } from '../../../src/core/inbox/lists.ts'
import { beginFacts } from '../../../src/core/records/facts.ts'
import {
  makeChange,
  makeMessage,
  makeNote,
  makeState,
  makeToken,
  makeVisitor,
  newId,
  type Opened,
} from './make.ts'

export interface Table {
  name: string
  columns: string[]
  rows: Record<string, unknown>[]
}

/** Stands in everything that the visitor said, was called, or was said of it. */
const canary = 'kiwiQuartz'
/** Of whom and when is kept; the operation log is sealed, and names people by ids alone. */
const receipts = ['erasures', 'op_log']

async function fill({ store }: Opened, secret: string) {
  const site = 'shop'
  const visitor = makeVisitor({
    nickname: `${secret} ${newId()}`,
    profile: { name: { value: secret, source: 'agent' } } as never,
    attributes: { secret },
  })
  const token = makeToken(visitor)
  await store.visitors.create(visitor, token)
  const [file, answered] = [newId(), newId()]
  for (const [id, by] of [
    [file, { kind: 'visitor', id: visitor.id }],
    [answered, { kind: 'agent', id: 'ada' }],
  ] as const) {
    await store.files.create({
      id,
      site,
      by,
      name: secret,
      type: 'text/plain',
      size: 1,
      width: null,
      height: null,
      createdAt: 1,
    })
  }
  const state = makeState({ visitor: visitor.id, seq: 3, sub: 1, status: 'closed', closedAt: 5 })
  const { id: conversation } = state
  await store.conversations.append([
    makeChange(state, 0, {
      events: [
        makeMessage(1, secret, { by: { kind: 'visitor', id: visitor.id } }),
        makeNote(1, 1, secret),
        makeMessage(2, '', { body: { kind: 'file', file: { id: answered, name: secret } } } as never),
        makeMessage(3, secret, { by: { kind: 'agent', id: 'ada' } }),
      ],
      due: [{ id: newId(), conversation, site, kind: 'idle', at: 1, tries: 0 }] as never,
    }),
  ])
  await store.questions.record({
    conversation,
    seq: 1,
    site,
    at: 1,
    locale: 'en',
    outcome: 'answered',
    faq: null,
    score: 1,
    answer: 2,
  })
  await store.pins.pin('ada', conversation, 1, 9)
  await store.texts.add(site, [{ conversation, seq: 1, sub: 0, tokens: [secret] }])
  await store.records.put([
    {
      conversation,
      site,
      visitor: visitor.id,
      status: 'closed',
      version: 1,
      expected: 0,
      facts: { ...beginFacts(1), tags: [secret] },
      responses: [{ seq: 2, at: 1, agent: 'ada', group: null, ms: 7, isFirst: true }],
      said: [{ at: 1, by: 'visitor', agent: null, group: null }],
      mails: [],
    },
  ])
  await store.mails.add({
    id: newId(),
    site,
    conversation,
    kind: 'transcript',
    seq: 1,
    address: `${secret}@example.com`,
    createdAt: 1,
    at: 1,
  } as never)
  await store.ratings.put({
    conversation,
    site,
    visitor: visitor.id,
    at: 1,
    score: 1,
    comment: secret,
  } as never)
  await store.summaries.put(site, { conversation, at: 1, text: secret } as never)
  await store.phrases.add([{ site, agent: 'ada', conversation, seq: 3, text: secret, at: 1 }])
  await store.visitorRecords.note(visitor.id, site, {
    id: newId(),
    at: 1,
    kind: 'custom',
    name: secret,
    data: {},
  })
  await store.visitorRecords.addFollowUp(visitor.id, site, {
    id: newId(),
    at: 1,
    by: { kind: 'agent', id: 'ada' },
    text: secret,
  })
  await store.visitorRecords.block({
    visitor: visitor.id,
    site,
    at: 1,
    by: { kind: 'agent', id: 'ada' },
    network: null,
    until: null,
  })
  await store.identities.link(site, visitor.id, { id: `${secret} ${newId()}`, name: secret } as never)
  return { visitor, conversation, files: [file, answered] }
}

export function erasuresContract(
  opened: () => Opened,
  tables: () => Promise<Table[]>,
  /** All that is on the disk, where that can be read. */
  bytes?: () => Promise<Buffer>,
): void {
  describe('[SC-6] [K04] erasing', () => {
    test('reaches every table of the schema that has a visitor or a conversation in it, and nobody else', async () => {
      const { store, beside } = opened()
      const other = await fill(opened(), 'somebodyElse')
      const { visitor, conversation, files } = await fill(opened(), canary)
      const ids = [visitor.id, conversation, ...files]
      const naming = (table: Table, id: string) =>
        table.rows.filter((row) => Object.values(row).some((value) => String(value).includes(id)))
      const before = await tables()
      for (const table of before) {
        if (receipts.includes(table.name)) continue
        const about = table.columns.filter((name) => name === 'visitor_id' || name === 'conversation_id')
        // A table that is new stands empty here: fill it above, and have it erased.
        if (about.length > 0) {
          const found = naming(table, visitor.id).length + naming(table, conversation).length
          expect(found, `${table.name} is not filled by this test`).toBeGreaterThan(0)
        }
      }
      const theirs = (all: Table[]) =>
        Object.fromEntries(
          all.map((table) => [
            table.name,
            naming(table, other.visitor.id).length + naming(table, other.conversation).length,
          ]),
        )
      const kept = theirs(before)
      const closed = (await store.conversations.counts([wholeSite('shop')], 'ada')).closed

      expect((await store.erasures.filesOf(visitor.id)).toSorted()).toEqual(files.toSorted())
      expect(await store.erasures.isErased(visitor.id)).toBe(false)
      expect(await store.erasures.erase(visitor.id, 'shop', 77)).toEqual({ conversations: [conversation] })

      for (const table of await tables()) {
        if (receipts.includes(table.name)) continue
        for (const id of [...ids, canary]) {
          expect(naming(table, id), `${table.name} still has ${id}`).toEqual([])
        }
      }
      expect(theirs(await tables())).toEqual(kept)
      const after = await store.conversations.counts([wholeSite('shop')], 'ada')
      expect((closed ?? 0) - (after.closed ?? 0)).toBe(1)
      expect(await beside.erasures.isErased(visitor.id)).toBe(true)
      expect(await beside.erasures.isErased(other.visitor.id)).toBe(false)
      // What was still on its way brings nobody back.
      expect(await beside.visitors.create(visitor, makeToken(visitor))).toBeNull()
      expect(await store.visitors.find(visitor.id)).toBeNull()
      const since = await beside.erasures.since(77)
      expect(since).toContainEqual({
        visitor: visitor.id,
        site: 'shop',
        at: 77,
        conversations: [conversation],
      })
      expect(await beside.erasures.since(78)).not.toContainEqual(expect.objectContaining({ at: 77 }))
    })

    test.runIf(bytes !== undefined)('leaves nothing in the free space of the file either', async () => {
      const { store } = opened()
      const { visitor } = await fill(opened(), 'pomeloBasalt')
      await store.visitors.update(visitor.id, { attributes: { secret: 'another' } })
      expect((await bytes?.())?.includes('pomeloBasalt')).toBe(true)
      await store.erasures.erase(visitor.id, 'shop', 1)
      expect((await bytes?.())?.includes('pomeloBasalt')).toBe(false)
    })

    test('once more takes what came since, and what is not there is no fault', async () => {
      const { store } = opened()
      const { visitor, conversation } = await fill(opened(), 'late')
      await store.erasures.erase(visitor.id, 'shop', 1)
      await store.texts.add('shop', [{ conversation, seq: 9, sub: 0, tokens: ['late'] }])
      await store.erasures.erase(visitor.id, 'shop', 2, [conversation])
      expect(await store.texts.positionOf(conversation)).toEqual([0, 0])
      expect(await store.erasures.erase(newId(), 'shop', 3)).toEqual({ conversations: [] })
    })
  })
}
