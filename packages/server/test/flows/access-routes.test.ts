// Every HTTP route × whoever may come: nobody, visitors, an agent with and without the permission, an agent of
// another site, one whom the site keeps out, one who is disabled everywhere, and a bot (F01, F02, F13).

import { type Permission, permissions, type SiteRole } from '@foyer/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createChance } from '../../src/adapters/system.ts'
import { makeVisitor } from '../contracts/suites/make.ts'
import { type Facts, type RouteRow, routes } from '../support/access-table.ts'
import { own, password, shop } from '../support/http-app.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const newId = createChance({ now: () => Date.now() }).id
const idOf = (permission: string) => permission.toLowerCase().replaceAll('.', '-')

/** One role for each permission alone, and one for all the others. */
const roles: SiteRole[] = [
  { id: 'powerless', name: 'Powerless', permissions: [] },
  ...permissions.flatMap((one): SiteRole[] => [
    { id: `only-${idOf(one)}`, name: `Only ${one}`, permissions: [one] },
    { id: `not-${idOf(one)}`, name: `Not ${one}`, permissions: permissions.filter((other) => other !== one) },
  ]),
]

let app: TestApp
/** By who it is, as `Authorization` has it. */
let bearer: Record<'probe' | 'stranger' | 'keptOut' | 'disabled' | 'bot' | 'visitor' | 'otherVisitor', string>
let probe: string

beforeAll(async () => {
  app = await startTestApp({ settings: { roles } })
  const token = async (name: string, sites: string[], role: string) => {
    const email = `${name}@matrix.example`
    const created = await app.app.colleagues.create({ name, email, password, sites, role })
    if ('error' in created) throw new Error(created.error.message)
    return { id: created.ok.id, token: await app.app.apiTokens.createForAgent(created.ok.id, name) }
  }
  const [stranger, probed, keptOut, disabled] = await Promise.all([
    token('stranger', ['other'], 'owner'),
    token('probe', ['shop'], 'powerless'),
    token('kept', ['shop'], 'admin'),
    token('disabled', ['shop'], 'admin'),
  ])
  await app.store.people.change('shop', keptOut.id, { disabled: true })
  await app.store.agents.setDisabled(disabled.id, true)
  probe = probed.id
  const [visitor, other] = await Promise.all([app.visitor(), app.visitor()])
  await visitor.wire.post(null, 'hello')
  await other.wire.post(null, 'hello')
  bearer = {
    probe: probed.token,
    stranger: stranger.token,
    keptOut: keptOut.token,
    disabled: disabled.token,
    bot: app.tokens.bot,
    visitor: visitor.greeting.token ?? '',
    otherVisitor: other.greeting.token ?? '',
  }
})
afterAll(() => app.stop())

/** Things to be changed and removed, new for each request that may do so. */
async function makeFacts(wanted: keyof Facts): Promise<Facts> {
  const { store } = app
  const [entry, document, invitation, member, visitor] = [newId(), newId(), newId(), newId(), newId()]
  const key = newId()
  // A site has few of them.
  if (wanted === 'key')
    await store.identities.addKey({ site: 'shop', kid: key, algorithm: 'HS256', key, createdAt: 0 })
  await store.sites.createEntry({
    id: entry,
    site: 'shop',
    question: 'Open?',
    answer: 'Yes.',
    phrasings: [],
    category: '',
    locale: null,
    published: true,
    place: 1,
    updatedAt: 0,
  })
  await store.documents.put('shop', { id: document, title: 'Hours', url: '', text: 'Nine.', updatedAt: 0 })
  const createdAt = Date.now()
  await store.people.invite(
    {
      id: invitation,
      site: 'shop',
      email: `${invitation}@shop.example`,
      role: 'powerless',
      department: null,
      by: 'Ada',
      createdAt,
      expiresAt: createdAt + 60_000,
    },
    invitation,
  )
  await store.agents.create(
    {
      id: member,
      name: 'Member',
      email: `${member}@shop.example`,
      avatar: null,
      passwordHash: 'none',
      disabled: false,
      createdAt: 0,
    },
    ['shop'],
    'powerless',
  )
  await store.visitors.create(makeVisitor({ id: visitor, site: 'shop', nickname: visitor }), {
    hash: visitor,
    visitor,
    site: 'shop',
    family: visitor,
    origin: null,
    startedAt: 0,
    issuedAt: 0,
    usedAt: 0,
    replacedAt: null,
    revoked: false,
  })
  // Nobody has it, so every agent of the site may see it.
  const conversation =
    wanted === 'conversation' ? (await (await app.visitor()).wire.post(null, 'hello')).conversation : ''
  const quickReply = wanted === 'quickReply' ? await makeQuickReply() : ''
  return { entry, document, invitation, member, visitor, key, conversation, quickReply }
}

async function makeQuickReply(): Promise<string> {
  const response = await app.app.fastify.inject({
    method: 'POST',
    url: '/v1/sites/shop/quick-replies',
    headers: { authorization: `Bearer ${app.tokens.ada}` },
    payload: { of: 'site', title: 'Hours', text: 'Nine to five.' },
  })
  return (response.json() as { id: string }).id
}

async function statusOf(name: string, row: RouteRow, as: string | undefined, headers: object = {}) {
  const [method = 'GET', path = ''] = name.split(' ')
  const facts = row.id === undefined ? null : await makeFacts(row.id)
  const url = path
    .replace('{site}', 'shop')
    .replace(/\{(k?id|conversation)\}/, facts === null || row.id === undefined ? 'none' : facts[row.id])
  const isUpload = row.takes === 'upload'
  const response = await app.app.fastify.inject({
    method: method as 'GET',
    url: `${url}${row.query ?? ''}`,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(isUpload ? { 'content-type': 'text/plain' } : {}),
      ...(typeof row.body === 'string' ? { 'content-type': 'text/csv' } : {}),
      // A visitor's token is bound to its page's origin.
      ...(isUpload && as?.startsWith('fv_') ? { origin: shop } : {}),
      ...headers,
    },
    ...(isUpload ? { payload: 'text' } : row.body === undefined ? {} : { payload: row.body }),
  })
  return response.statusCode
}

async function become(role: string): Promise<void> {
  await app.store.people.change('shop', probe, { role })
}

const isPermission = (takes: string): takes is Permission => permissions.includes(takes as Permission)

describe('[F01] routes', () => {
  test('each has a line in the table, and the table has no others', async () => {
    const { paths } = (await app.app.fastify.inject({ url: '/v1/openapi.json' })).json() as {
      paths: Record<string, Record<string, unknown>>
    }
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(Object.keys(routes).toSorted()).toEqual(all.toSorted())
  })

  for (const [name, row] of Object.entries(routes)) {
    test(`${name} takes: ${row.takes}`, async () => {
      const { takes, status = 200 } = row
      const found: Record<string, number> = {}
      const wanted: Record<string, number> = {}
      const who = { nobody: undefined, ...bearer }
      const others = { ...who } as Record<string, string | undefined>
      delete others.probe
      for (const [one, token] of Object.entries(others)) found[one] = await statusOf(name, row, token)
      if (takes === 'nothing') {
        for (const one of Object.keys(others)) wanted[one] = status
      } else if (takes === 'upload') {
        // A file is uploaded to where one belongs, also by visitors and bots.
        const mine = { visitor: status, otherVisitor: status, bot: status, stranger: status }
        Object.assign(wanted, { nobody: 401, disabled: 401, keptOut: 401, ...mine })
      } else {
        const elsewhere = takes === 'agent' ? status : takes === 'owner' ? 403 : 404
        Object.assign(wanted, { nobody: 401, visitor: 401, otherVisitor: 401, bot: 403, disabled: 401 })
        Object.assign(wanted, { keptOut: elsewhere, stranger: takes === 'owner' ? status : elsewhere })
      }
      if (isPermission(takes)) {
        await become(`not-${idOf(takes)}`)
        found.without = await statusOf(name, row, bearer.probe)
        // What is not to be seen looks as if it were not there.
        wanted.without = name.includes('/v1/visitors/{id}') ? 404 : 403
        await become(`only-${idOf(takes)}`)
      } else {
        await become('powerless')
        if (takes === 'owner') {
          found.without = await statusOf(name, row, bearer.probe)
          wanted.without = 403
          await become('owner')
        }
      }
      found.with = await statusOf(name, row, bearer.probe)
      // The stranger owns another site, and so has made the new one already.
      wanted.with = takes === 'owner' ? 409 : status
      expect(found).toEqual(wanted)
    })
  }

  test('[IN-16] each of a site’s settings takes the permission of its area', async () => {
    const table: [patch: object, Permission][] = [
      [{ name: 'Shop' }, 'settings.edit'],
      [{ origins: [shop] }, 'settings.edit'],
      [{ assistant: { name: 'Robo' } }, 'assistant.edit'],
      [{ hours: { isOn: false } }, 'routing.edit'],
      [{ idle: { warn: 120_000 } }, 'routing.edit'],
      [{ reception: 'botFirst' }, 'routing.edit'],
      [{ roles }, 'roles.edit'],
      [{ people: { departments: [] } }, 'people.edit'],
    ]
    for (const [body, permission] of table) {
      const row: RouteRow = { takes: permission, body }
      await become(`not-${idOf(permission)}`)
      expect([permission, await statusOf('PATCH /v1/sites/{site}', row, bearer.probe)]).toEqual([
        permission,
        403,
      ])
      await become(`only-${idOf(permission)}`)
      expect([permission, await statusOf('PATCH /v1/sites/{site}', row, bearer.probe)]).toEqual([
        permission,
        200,
      ])
    }
    // One that is missing refuses the whole.
    await become('only-settings-edit')
    const both: RouteRow = { takes: 'settings.edit', body: { name: 'No', hours: { isOn: true } } }
    expect(await statusOf('PATCH /v1/sites/{site}', both, bearer.probe)).toBe(403)
    expect((await app.store.sites.find('shop'))?.settings.name).toBe('Shop')
  })

  test('[F13] nothing changes for another website’s page, whatever cookie it brings along', async () => {
    for (const [name, row] of Object.entries(routes)) {
      if (name.startsWith('GET') || row.takes === 'upload') continue
      const headers = { origin: 'https://evil.example', cookie: '__Host-foyer=x' }
      expect([name, await statusOf(name, row, undefined, headers)]).toEqual([name, 403])
      if (row.body === undefined) continue
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin: own }
      expect([name, await statusOf(name, { ...row, body: 'a=b' as never }, bearer.probe, form)]).not.toEqual([
        name,
        row.status ?? 200,
      ])
    }
  })
})
