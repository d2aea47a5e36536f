// Every command of the socket × whoever may come (F01, F02): the visitor whose conversation it is, another one, an
// agent with and without the permissions in a colleague's conversation, one of another site, and a bot.
import { type CommandName, type Permission, rolesOf, type SiteRole } from '@foyer/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandRow, commands } from '../support/access-table.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

const see: Permission = 'conversation.openOthers'
const roles: SiteRole[] = [
  { id: 'powerless', name: 'Powerless', permissions: [] },
  { id: 'sees', name: 'Sees', permissions: [see] },
  { id: 'helps', name: 'Helps', permissions: [see, 'conversation.help'] },
  { id: 'transfers', name: 'Transfers', permissions: [see, 'conversation.transferOthers'] },
  // All in words, and nothing where it cannot be seen.
  { id: 'blind', name: 'Blind', permissions: ['conversation.help', 'conversation.transferOthers'] },
]
type Agent = 'powerless' | 'sees' | 'helps' | 'transfers' | 'blind'

let app: TestApp
const agents = {} as Record<Agent, { wire: Wire; id: string }>
let ben: { wire: Wire; id: string }
let eve: Wire
let bot: Wire
let otherVisitor: Wire

beforeAll(async () => {
  app = await startTestApp({ settings: { roles } })
  const greeted = async (name: string, token: string) => {
    const wire = await app.agentSocket()
    const { agent } = await wire.hello({ role: 'agent', token })
    return { wire, id: agent?.id ?? '', name }
  }
  for (const { id: role } of roles) {
    const password = 'mauve giraffe bicycle'
    const draft = { name: role, email: `${role}@shop.example`, password, sites: ['shop'], role }
    const created = await app.app.colleagues.create(draft)
    if ('error' in created) throw new Error(created.error.message)
    agents[role as Agent] = await greeted(role, await app.app.apiTokens.createForAgent(created.ok.id, role))
  }
  ben = await greeted('ben', app.tokens.ben)
  eve = (await app.agent('eve')).wire
  bot = (await app.bot()).wire
  otherVisitor = (await app.visitor()).wire
  await otherVisitor.post(null, 'mine')
})
afterAll(() => app.stop())

/** A conversation of a visitor, whose agent is Ben; `seq` is a message of Ben's. */
async function converse() {
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { seq } = await ben.wire.post(conversation, 'hello, this is Ben')
  return { wire, conversation, seq }
}

async function codeOf(name: string, row: CommandRow, who: Wire | 'own', agent: string): Promise<string> {
  const { wire, conversation, seq } = await converse()
  if (name === 'rating.give') await ben.wire.ok('rating.invite', { conversation, cid: mintId() })
  const asked = await (who === 'own' ? wire : who).ask(name, {
    ...(row.about === 'conversation' || name === 'conversation.leave' ? { conversation } : {}),
    ...(needsCid(name) ? { cid: mintId() } : {}),
    ...row.keys?.({ seq, agent }),
  })
  return 'ok' in asked ? 'ok' : asked.error.code
}

const without = new Set<string>(
  `read delivered typing history ping identify attributes page track status.set inbox.watch conversation.open
  conversation.leave answer.rate suggest pin mute block`.split(/\s+/),
)
const needsCid = (name: string) => !without.has(name)

describe('[F01] commands', () => {
  test('each has a line in the table that agrees with the roles of the protocol', () => {
    const said = Object.entries(commands).map(([name, { who }]) => [name, who.toSorted()])
    const known = Object.entries(rolesOf)
      .filter(([name]) => name !== 'hello')
      .map(([name, who]) => [name, [...who].toSorted()])
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(known))
  })

  test('before hello there are none', async () => {
    for (const name of Object.keys(commands)) {
      const wire = await app.agentSocket()
      wire.raw(JSON.stringify({ id: 1, do: name, conversation: mintId(), cid: mintId() }))
      expect([name, (await wire.closed).code]).toEqual([name, 4500])
    }
  })

  for (const [name, row] of Object.entries(commands) as [CommandName, CommandRow][]) {
    test(`${name}: ${row.who.join(', ')}${row.takes === undefined ? '' : `; a colleague’s takes ${row.takes}`}`, async () => {
      const { answers = 'ok', about, who, takes } = row
      const isTo = (role: 'visitor' | 'agent' | 'assistant') => who.includes(role)
      const found: Record<string, string> = {}
      const wanted: Record<string, string> = {}
      const isOfOne = about === 'conversation'

      // What Ben wrote is found, and not another's to change.
      const another = name === 'message.edit' || name === 'message.delete' ? 'forbidden' : answers
      found.visitor = await codeOf(name, row, 'own', ben.id)
      wanted.visitor = isTo('visitor') ? another : 'forbidden'
      found.otherVisitor = await codeOf(name, row, otherVisitor, ben.id)
      const hidden = answers === 'unknown_command' ? answers : 'not_found'
      wanted.otherVisitor = !isTo('visitor') ? 'forbidden' : isOfOne ? hidden : answers
      found.otherSite = await codeOf(name, row, eve, ben.id)
      wanted.otherSite = !isTo('agent') ? 'forbidden' : isOfOne ? hidden : answers
      found.bot = await codeOf(name, row, bot, ben.id)
      wanted.bot = !isTo('assistant') ? 'forbidden' : another

      for (const [agent, { wire, id }] of Object.entries(agents) as [Agent, { wire: Wire; id: string }][]) {
        found[agent] = await codeOf(name, row, wire, id)
        const held = roles.find((role) => role.id === agent)?.permissions ?? []
        const mayAct = takes === undefined || held.includes(takes)
        wanted[agent] = !isTo('agent')
          ? 'forbidden'
          : !isOfOne
            ? answers
            : !held.includes(see)
              ? hidden
              : mayAct
                ? another
                : 'forbidden'
      }
      // A bot answers, and ends, only while it is its turn.
      if (name === 'message.post' || name === 'conversation.end') wanted.bot = 'not_your_turn'
      expect(found).toEqual(wanted)
    })
  }

  test('[F02] who is disabled, or kept out of its only site, gets nowhere', async () => {
    const { id, wire } = agents.blind
    const token = await app.app.apiTokens.createForAgent(id, 'again')
    await app.store.people.change('shop', id, { disabled: true })
    expect((await wire.closed).code).toBe(1012)
    const { conversation } = await converse()
    const again = await app.agentSocket()
    const greeting = await again.hello({ role: 'agent', token })
    expect(greeting).toMatchObject({ sites: [], conversations: [] })
    expect(await again.refused('conversation.open', { conversation })).toMatchObject({ code: 'not_found' })
    await app.store.agents.setDisabled(id, true)
    expect((await again.closed).code).toBe(4501)
    const last = await app.agentSocket()
    expect(await last.refused('hello', { role: 'agent', token })).toMatchObject({ code: 'unauthorized' })
  })
})
