// The people of a site over HTTP: roles, departments, invitations, what an agent changes of itself, and the log.
import type { Department, LogEntry, Member, MemberPatch, SiteRole } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HttpApp, own, password, startHttpApp } from '../support/http-app.ts'

const seven = 7 * 24 * 60 * 60_000
const keeper: SiteRole = { id: 'keeper', name: 'Keeper', permissions: ['people.edit', 'roles.edit'] }
const tree: Department[] = [
  { id: 'sales', name: 'Sales', parent: null },
  { id: 'north', name: 'North', parent: 'sales' },
  { id: 'help', name: 'Help', parent: null },
]

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp({ noLimits: true })
})
afterEach(() => http.stop())

/** Another agent of the shop, and its way to ask. */
async function join(name: string, role: string) {
  const email = `${name.toLowerCase()}@shop.example`
  const created = await http.app.colleagues.create({ name, email, password, sites: ['shop'], role })
  if ('error' in created) throw new Error(created.error.message)
  const cookie = await http.signIn(email)
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    http.inject({
      method,
      url,
      headers: { origin: own, cookie },
      ...(body === undefined ? {} : { payload: body }),
    })
  return { id: created.ok.id, email, cookie, ask }
}

async function settings(patch: object) {
  const response = await http.asAgent('PATCH', '/v1/sites/shop', patch)
  if (response.statusCode !== 200) throw new Error(response.body)
}

async function members(): Promise<Member[]> {
  return (await http.asAgent('GET', '/v1/sites/shop/people')).json().members
}

async function log(query = ''): Promise<LogEntry[]> {
  const response = await http.asAgent('GET', `/v1/sites/shop/log${query}`)
  expect(response.statusCode).toBe(200)
  return response.json().entries
}

const idOf = async (email: string) => (await members()).find((one) => one.email === email)?.id ?? ''

describe('people', () => {
  test('[IN-16] are listed with what they are, and changed', async () => {
    await settings({ people: { departments: tree } })
    const ben = await join('Ben', 'agent')
    const patch = { role: 'supervisor', department: 'north' }
    const changed = await http.asAgent('PATCH', `/v1/sites/shop/people/${ben.id}`, patch)
    expect(changed.json()).toMatchObject({ id: ben.id, ...patch, disabled: false })
    expect((await members()).find(({ id }) => id === ben.id)).toMatchObject({
      name: 'Ben',
      email: 'ben@shop.example',
      lastSeenAt: http.clock.now(),
      ...patch,
    })
    for (const [wrong, path] of [
      [{ role: 'nothing' }, '/role'],
      [{ department: 'nowhere' }, '/department'],
    ] as const) {
      const response = await http.asAgent('PATCH', `/v1/sites/shop/people/${ben.id}`, wrong)
      expect([response.statusCode, response.json().error.path]).toEqual([400, path])
    }
    const stranger = await http.asAgent(
      'PATCH',
      '/v1/sites/shop/people/00000000-0000-4000-8000-000000000000',
      patch,
    )
    expect(stranger.statusCode).toBe(404)
  })

  test('[IN-16] nobody gives a role that may more than their own, or touches who has one', async () => {
    await settings({ roles: [keeper] })
    const admin = await join('Admin', 'admin')
    const kept = await join('Kept', 'keeper')
    const plain = await join('Plain', 'agent')
    const ada = await idOf('ada@shop.example')
    const give = (who: typeof admin, id: string, patch: MemberPatch) =>
      who.ask('PATCH', `/v1/sites/shop/people/${id}`, patch).then(({ statusCode }) => statusCode)
    expect(await give(admin, plain.id, { role: 'owner' })).toBe(403)
    expect(await give(admin, admin.id, { role: 'owner' })).toBe(403)
    expect(await give(admin, plain.id, { role: 'admin' })).toBe(200)
    expect(await give(admin, ada, { role: 'agent' })).toBe(403)
    expect(await give(admin, ada, { disabled: true })).toBe(403)
    expect((await admin.ask('DELETE', `/v1/sites/shop/people/${ada}`)).statusCode).toBe(403)
    // A keeper edits people, and may less than every built-in role.
    expect(await give(kept, plain.id, { disabled: true })).toBe(403)
    const invite = { email: 'new@shop.example', role: 'owner' }
    expect((await admin.ask('POST', '/v1/sites/shop/invitations', invite)).json().error.path).toBe('/role')
    // Roles: only within one's own.
    const more = { ...keeper, permissions: [...keeper.permissions, 'log.read' as const] }
    const widened = await kept.ask('PATCH', '/v1/sites/shop', { roles: [more] })
    expect([widened.statusCode, widened.json().error.path]).toEqual([403, '/roles/0/permissions'])
    expect((await admin.ask('PATCH', '/v1/sites/shop', { roles: [] })).statusCode).toBe(403)
    const strange = { ...keeper, permissions: ['everything'] }
    const unknown = await http.asAgent('PATCH', '/v1/sites/shop', { roles: [strange] })
    expect([unknown.statusCode, unknown.json().error.path]).toEqual([400, '/roles/0/permissions/0'])
    const taken = await http.asAgent('PATCH', '/v1/sites/shop', { roles: [] })
    expect([taken.statusCode, taken.json().error.code]).toEqual([409, 'conflict'])
  })

  test('[IN-16] the last owner cannot be demoted, kept out or leave', async () => {
    const ada = await idOf('ada@shop.example')
    const path = `/v1/sites/shop/people/${ada}`
    for (const patch of [{ role: 'admin' }, { disabled: true }]) {
      expect((await http.asAgent('PATCH', path, patch)).statusCode).toBe(409)
    }
    expect((await http.asAgent('DELETE', path)).statusCode).toBe(409)
    await join('Second', 'owner')
    expect((await http.asAgent('PATCH', path, { role: 'admin' })).statusCode).toBe(200)
  })

  test('[F05] who is kept out of a site is out at once, and only there; anybody may leave', async () => {
    const ben = await join('Ben', 'agent')
    await http.store.agents.join(ben.id, 'other', 'agent')
    expect((await ben.ask('GET', '/v1/sites/shop')).statusCode).toBe(200)
    await http.asAgent('PATCH', `/v1/sites/shop/people/${ben.id}`, { disabled: true })
    expect((await ben.ask('GET', '/v1/sites/shop')).statusCode).toBe(404)
    expect((await ben.ask('GET', '/v1/sites/other')).statusCode).toBe(200)
    await http.asAgent('PATCH', `/v1/sites/shop/people/${ben.id}`, { disabled: false })
    expect((await ben.ask('DELETE', `/v1/sites/shop/people/${ben.id}`)).statusCode).toBe(204)
    expect((await ben.ask('GET', '/v1/session')).json().sites.map(({ id }: { id: string }) => id)).toEqual([
      'other',
    ])
  })

  test('[RT-12] colleagues are those of the same department and below, with their load', async () => {
    await settings({ people: { departments: tree } })
    const [head, north, help] = [
      await join('Head', 'agent'),
      await join('North', 'agent'),
      await join('Help', 'agent'),
    ]
    for (const [who, department] of [
      [head, 'sales'],
      [north, 'north'],
      [help, 'help'],
    ] as const)
      await http.store.people.change('shop', who.id, { department })
    const seen = async (who: typeof head) =>
      (await who.ask('GET', '/v1/sites/shop/colleagues'))
        .json()
        .colleagues.map(({ name }: { name: string }) => name)
    expect(await seen(head)).toEqual(['North'])
    expect(await seen(north)).toEqual([])
    expect((await http.asAgent('GET', '/v1/sites/shop/colleagues')).json().colleagues).toMatchObject([
      { name: 'Head', status: 'offline', department: 'sales', open: 0 },
      { name: 'Help' },
      { name: 'North' },
    ])
  })
})

describe('a link for a new password', () => {
  type Ask = (method: 'POST', url: string) => ReturnType<typeof http.asAgent>
  const make = (id: string, ask: Ask = http.asAgent) =>
    ask('POST', `/v1/sites/shop/people/${id}/password-link`)
  const codeOf = (response: Awaited<ReturnType<typeof make>>) =>
    String(response.json().link).split('/').at(-1) ?? ''
  const post = (path: string, body: object) =>
    http.inject({
      method: 'POST',
      url: `/v1/password-link${path}`,
      headers: { origin: own },
      payload: body,
    })
  const fresh = 'violet walrus trombone'

  test('[IN-16] [F05] works once, ends the sign-ins that there were, and is in the log', async () => {
    const ben = await join('Ben', 'agent')
    const made = await make(ben.id)
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ email: ben.email, mailed: false })
    expect(made.json().link).toMatch(/^https:\/\/chat\.example\/console\/#\/password\/[\w-]{36}\.[\w-]{43}$/)
    const code = codeOf(made)
    // At rest there is only its hash.
    expect(await http.store.meta.get(`password:${ben.id}`)).not.toContain(code.split('.')[1])
    expect((await post('', { code })).json()).toEqual({ name: 'Ben', email: ben.email, site: 'shop' })
    expect((await post('', { code: `${code}x` })).statusCode).toBe(404)
    const weak = await post('/use', { code, password: 'password1234' })
    expect([weak.statusCode, weak.json().error.path]).toEqual([400, '/password'])
    // Until it is used nothing has changed.
    expect((await ben.ask('GET', '/v1/session')).statusCode).toBe(200)

    const used = await post('/use', { code, password: fresh })
    expect(used.json()).toMatchObject({ agent: { email: ben.email }, sites: [{ id: 'shop', role: 'agent' }] })
    expect(String(used.headers['set-cookie'])).toMatch(/^__Host-foyer=.+HttpOnly; Secure/)
    expect((await ben.ask('GET', '/v1/session')).statusCode).toBe(401)
    for (const path of ['', '/use']) {
      expect((await post(path, { code, password: `${fresh} two` })).statusCode).toBe(404)
    }
    const entries = await log('?what=agent.')
    expect(entries.map(({ what, agent, object }) => [what, agent?.name, object])).toEqual([
      ['agent.password', 'Ben', ben.email],
      ['agent.passwordLink', 'Ada', ben.email],
    ])
    expect(JSON.stringify(entries)).not.toContain(code.split('.')[1])
  })

  test('[IN-16] of two at once one sets the password; it runs out, and gives way to a newer one', async () => {
    const ben = await join('Ben', 'agent')
    const first = codeOf(await make(ben.id))
    const code = codeOf(await make(ben.id))
    expect((await post('', { code: first })).statusCode).toBe(404)
    const both = await Promise.all(
      [fresh, `${fresh} two`].map((password) => post('/use', { code, password })),
    )
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
    const late = codeOf(await make(ben.id))
    await http.clock.advance(24 * 60 * 60_000)
    expect((await post('/use', { code: late, password: fresh })).statusCode).toBe(404)
  })

  test('[IN-16] is made by who may edit people, for others in a role that theirs covers', async () => {
    const admin = await join('Admin', 'admin')
    const plain = await join('Plain', 'agent')
    const ada = await idOf('ada@shop.example')
    expect((await make(admin.id, plain.ask)).statusCode).toBe(403)
    expect((await make(ada, admin.ask)).statusCode).toBe(403)
    expect((await make(admin.id, admin.ask)).statusCode).toBe(403)
    expect((await make(plain.id, admin.ask)).statusCode).toBe(201)
    expect((await make('00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
  })

  test('[F05] no site’s owner comes into another site by it, also where the agent is kept out there', async () => {
    const ben = await join('Ben', 'agent')
    const code = codeOf(await make(ben.id))
    await http.store.agents.join(ben.id, 'other', 'owner')
    expect((await make(ben.id)).statusCode).toBe(403)
    // Nor by one that was made before.
    expect((await post('/use', { code, password: fresh })).statusCode).toBe(404)
    await http.store.agents.join(await idOf('ada@shop.example'), 'other', 'admin')
    expect((await make(ben.id)).statusCode).toBe(403)
    const eve = await http.app.colleagues.create({
      name: 'Eve',
      email: 'eve@other.example',
      password,
      sites: ['other'],
      role: 'owner',
    })
    if ('error' in eve) throw new Error(eve.error.message)
    expect(await http.store.people.change('other', ben.id, { role: 'agent', disabled: true })).toBe('done')
    expect((await make(ben.id)).statusCode).toBe(201)
    await http.store.people.remove('other', await idOf('ada@shop.example'))
    expect((await make(ben.id)).statusCode).toBe(403)
  })

  test('[F05] is worth nothing once the agent is not of the site any more', async () => {
    const ben = await join('Ben', 'agent')
    const code = codeOf(await make(ben.id))
    await http.store.people.remove('shop', ben.id)
    expect((await post('', { code })).statusCode).toBe(404)
    expect((await post('/use', { code, password: fresh })).statusCode).toBe(404)
  })

  test('[F05] is worth nothing once there is another password, or whoever made it may not any more', async () => {
    const ben = await join('Ben', 'agent')
    const admin = await join('Admin', 'admin')
    const code = codeOf(await make(ben.id, admin.ask))
    await ben.ask('PUT', '/v1/me/password', { old: password, password: fresh })
    expect((await post('/use', { code, password })).statusCode).toBe(404)
    const again = codeOf(await make(ben.id, admin.ask))
    await http.asAgent('PATCH', `/v1/sites/shop/people/${admin.id}`, { role: 'agent' })
    expect((await post('/use', { code: again, password })).statusCode).toBe(404)
  })
})

describe('invitations', () => {
  const invite = async (email = 'Cleo@Shop.example', role = 'supervisor') => {
    const response = await http.asAgent('POST', '/v1/sites/shop/invitations', {
      email,
      role,
      department: 'sales',
    })
    expect(response.statusCode).toBe(201)
    const { invitation, link } = response.json()
    return { invitation, code: String(link).split('/').at(-1) ?? '', link: String(link) }
  }
  const post = (path: string, body: object, headers: object = {}) =>
    http.inject({
      method: 'POST',
      url: `/v1/invitation${path}`,
      headers: { origin: own, ...headers },
      payload: body,
    })
  beforeEach(() => settings({ people: { departments: tree } }))

  test('[IN-16] [L04] a new colleague comes in by a link that works once', async () => {
    const { invitation, code, link } = await invite()
    expect(link).toMatch(/^https:\/\/chat\.example\/console\/#\/invitation\/[\w-]{43}$/)
    expect(invitation).toMatchObject({ email: 'cleo@shop.example', role: 'supervisor', by: 'Ada' })
    // At rest there is only its hash.
    expect(JSON.stringify(await http.store.people.invitations('shop'))).not.toContain(code)
    expect(await http.store.people.findInvitation(code)).toBeNull()
    expect((await post('', { code })).json()).toEqual({
      site: 'shop',
      email: 'cleo@shop.example',
      role: 'supervisor',
      by: 'Ada',
      known: false,
    })
    const weak = await post('/accept', { code, name: 'Cleo', password: 'password1234' })
    expect([weak.statusCode, weak.json().error.path]).toEqual([400, '/password'])
    const accepted = await post('/accept', { code, name: 'Cleo', password })
    expect(accepted.json()).toMatchObject({
      agent: { name: 'Cleo', email: 'cleo@shop.example' },
      sites: [{ id: 'shop', role: 'supervisor' }],
    })
    expect(String(accepted.headers['set-cookie'])).toMatch(/^__Host-foyer=.+HttpOnly; Secure/)
    expect((await members()).find(({ name }) => name === 'Cleo')).toMatchObject({ department: 'sales' })
    for (const path of ['', '/accept']) {
      expect((await post(path, { code, name: 'Again', password })).statusCode).toBe(404)
    }
  })

  test('[IN-16] who has an agent signs in and joins, and nobody else with that link', async () => {
    const created = await http.app.colleagues.create({
      name: 'Eve',
      email: 'eve@other.example',
      password,
      sites: ['other'],
      role: 'owner',
    })
    if ('error' in created) throw new Error(created.error.message)
    const { code } = await invite('eve@other.example')
    expect((await post('', { code })).json()).toMatchObject({ known: true })
    expect((await post('/accept', { code, name: 'Eve', password })).statusCode).toBe(409)
    const ben = await join('Ben', 'agent')
    expect((await post('/join', { code }, { cookie: ben.cookie })).statusCode).toBe(403)
    expect((await post('/join', { code })).statusCode).toBe(401)
    const cookie = await http.signIn('eve@other.example')
    expect((await post('/join', { code }, { cookie })).statusCode).toBe(204)
    expect((await members()).find(({ name }) => name === 'Eve')).toMatchObject({ role: 'supervisor' })
    expect((await post('/join', { code }, { cookie })).statusCode).toBe(404)
  })

  test('[IN-16] runs out after seven days, is taken back, and gives way to a newer one', async () => {
    const first = await invite()
    const second = await invite()
    expect((await post('', { code: first.code })).statusCode).toBe(404)
    http.clock.advance(seven - 1)
    expect((await post('', { code: second.code })).statusCode).toBe(200)
    http.clock.advance(1)
    expect((await post('', { code: second.code })).statusCode).toBe(404)
    const cookie = await http.signIn()
    const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
      http.inject({ method, url, headers: { origin: own, cookie }, ...(body && { payload: body }) })
    const third = await ask('POST', '/v1/sites/shop/invitations', { email: 'c@shop.example', role: 'agent' })
    const { invitation, link } = third.json()
    expect((await ask('DELETE', `/v1/sites/shop/invitations/${invitation.id}`)).statusCode).toBe(204)
    expect((await post('', { code: String(link).split('/').at(-1) })).statusCode).toBe(404)
    expect((await ask('DELETE', `/v1/sites/shop/invitations/${invitation.id}`)).statusCode).toBe(404)
  })

  test('[F11] guessing a code is slowed down', async () => {
    const codes = Array.from({ length: 21 }, (_, index) => `guess-${index}`)
    const statuses: number[] = []
    for (const code of codes) statuses.push((await post('', { code })).statusCode)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404))
    expect(statuses[20]).toBe(429)
  })
})

describe('one’s own account', () => {
  const fresh = 'violet walrus trombone'

  test('[F05] a new password takes the old one, and ends all sign-ins but this one', async () => {
    const ben = await join('Ben', 'agent')
    const elsewhere = await http.signIn(ben.email)
    const change = (old: string, next: string) => ben.ask('PUT', '/v1/me/password', { old, password: next })
    expect((await change('wrong wrong wrong', fresh)).json().error.path).toBe('/old')
    expect((await change(password, 'ben@shop.example')).json().error.path).toBe('/password')
    expect((await change(password, fresh)).statusCode).toBe(204)
    expect((await ben.ask('GET', '/v1/session')).statusCode).toBe(200)
    const other = await http.inject({ url: '/v1/session', headers: { cookie: elsewhere } })
    expect(other.statusCode).toBe(401)
    await expect(http.signIn(ben.email)).rejects.toThrow()
  })

  test('[F11] the old password is not to be guessed', async () => {
    const ben = await join('Ben', 'agent')
    for (let tries = 0; tries < 5; tries += 1)
      expect(
        (await ben.ask('PUT', '/v1/me/password', { old: `x${tries}`, password: fresh })).statusCode,
      ).toBe(400)
    expect((await ben.ask('PUT', '/v1/me/password', { old: password, password: fresh })).statusCode).toBe(429)
  })

  test('[IN-16] everybody changes their own name, and signs out everywhere', async () => {
    const ben = await join('Ben', 'agent')
    expect((await ben.ask('PATCH', '/v1/me', { name: '  Benedict  B ' })).json()).toMatchObject({
      name: 'Benedict B',
    })
    expect((await ben.ask('PATCH', '/v1/me', { name: '  ' })).statusCode).toBe(400)
    const elsewhere = await http.signIn(ben.email)
    expect((await ben.ask('DELETE', '/v1/me/sessions')).statusCode).toBe(204)
    for (const cookie of [ben.cookie, elsewhere]) {
      expect((await http.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(401)
    }
  })
})

describe('the operation log', () => {
  test('[IN-17] says who changed what, before and after, and from which network', async () => {
    await settings({ hours: { isOn: true } })
    await settings({ hours: { isOn: true } })
    const entry = { question: 'Open?', answer: 'x'.repeat(5_000) }
    const { id } = (await http.asAgent('POST', '/v1/sites/shop/faq', entry)).json()
    await http.asAgent('PATCH', `/v1/sites/shop/faq/${id}`, { answer: 'Yes.' })
    await http.asAgent('DELETE', `/v1/sites/shop/faq/${id}`)
    await http.asAgent('GET', '/v1/sites/shop/faq/export?format=csv')
    const lines = await log()
    expect(lines.map(({ what, object }) => `${what} ${object}`)).toEqual([
      'faq.exported csv',
      'faq.removed Open?',
      'faq.changed Open?',
      'faq.created Open?',
      'settings.changed hours',
      'signIn.ok ada@shop.example',
      'site.created shop',
    ])
    expect(lines[4]).toMatchObject({
      agent: { name: 'Ada' },
      before: { isOn: false },
      after: { isOn: true },
      from: '127.0.0.0',
      at: http.clock.now(),
    })
    expect(lines[2]).toMatchObject({
      before: { answer: expect.stringMatching(/^x{2048}…$/) },
      after: { answer: 'Yes.' },
    })
  })

  test('[I12] tells of people, invitations, roles and sign-ins, and of no secret', async () => {
    const ben = await join('Ben', 'agent')
    await http.asAgent('PATCH', `/v1/sites/shop/people/${ben.id}`, { role: 'admin' })
    await settings({ roles: [keeper] })
    const { link } = (
      await http.asAgent('POST', '/v1/sites/shop/invitations', { email: 'c@shop.example', role: 'keeper' })
    ).json()
    await http.asAgent('PUT', '/v1/sites/shop/secrets', { modelKey: 'sk-very-secret' })
    await ben.ask('PUT', '/v1/me/password', { old: password, password: 'violet walrus trombone' })
    const wrong = { email: ben.email, password: 'wrong' }
    await http.inject({ method: 'POST', url: '/v1/session', headers: { origin: own }, payload: wrong })
    await http.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { origin: own },
      payload: { ...wrong, email: 'nobody@shop.example' },
    })
    await expect
      .poll(async () => (await log()).map(({ what }) => what))
      .toEqual([
        'signIn.failed',
        'agent.password',
        'secret.set',
        'invitation.created',
        'settings.changed',
        'agent.changed',
        'signIn.ok',
        'signIn.ok',
        'site.created',
      ])
    const all = JSON.stringify(await log())
    for (const secret of [
      'sk-very-secret',
      password,
      'walrus',
      String(link).split('/').at(-1) ?? '?',
      'wrong',
    ]) {
      expect(all).not.toContain(secret)
    }
    expect((await log('?what=signIn.failed'))[0]).toMatchObject({ agent: null, object: ben.email })
  })

  test('[IN-17] is filtered by who, what and when, page by page', async () => {
    const ben = await join('Ben', 'admin')
    http.clock.advance(1_000)
    const noon = http.clock.now()
    await ben.ask('PATCH', '/v1/sites/shop', { name: 'One' })
    http.clock.advance(1_000)
    await settings({ name: 'Two' })
    const names = async (query: string) => (await log(query)).map(({ after }) => after)
    expect(await names(`?what=settings.&agent=${ben.id}`)).toEqual(['One'])
    expect(await names('?what=settings.')).toEqual(['Two', 'One'])
    expect(await names(`?what=settings.changed&from=${noon}&to=${noon}`)).toEqual(['One'])
    const first = (await http.asAgent('GET', '/v1/sites/shop/log?limit=1')).json()
    expect(first.more).toBe(true)
    const n = first.entries[0].n
    expect((await log(`?limit=1&before=${n}`))[0]?.n).toBe(n - 1)
    expect((await http.asAgent('GET', '/v1/sites/shop/log?what=no')).statusCode).toBe(400)
  })

  test('[I12] a line that was changed, or taken out, shows', async () => {
    for (const name of ['One', 'Two', 'Three']) await settings({ name })
    const check = async () => (await http.asAgent('GET', '/v1/sites/shop/log/check')).json()
    const { lines } = await check()
    expect(await check()).toEqual({ lines, brokenAt: null })
    const read = http.store.people.readLog
    // As somebody who writes in the database has it.
    http.store.people.readLog = async (...query) =>
      (await read(...query)).map((line) => (line.after === 'Two' ? { ...line, after: 'Other' } : line))
    const two = (await log()).find(({ after }) => after === 'Other')?.n
    expect(await check()).toMatchObject({ brokenAt: two })
    http.store.people.readLog = async (...query) =>
      (await read(...query)).filter(({ after }) => after !== 'Two')
    expect(await check()).toMatchObject({ brokenAt: (two ?? 0) + 1 })
  })
})
