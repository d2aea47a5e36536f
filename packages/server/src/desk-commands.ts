/** Commands that change something in the data and are done. What is heavy is loaded by the command that needs it. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ListedToken } from './app/api-tokens.ts'
import { type Arguments, type Console, Failure, makeFolder, needed, refuseMore } from './command.ts'
import { BadConfig, readConfig, type Values } from './config.ts'
import { isRole } from './core/people/roles.ts'
import type { Desk } from './open-desk.ts'
import type { Agent } from './ports/agents.ts'

export async function addAgent({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const email = needed(values, 'email')
  const role = typeof values.role === 'string' ? values.role : 'owner'
  return atDesk(values, console, async (desk) => {
    const all = (await desk.sites.all()).map((site) => site.id)
    const sites = values.site === undefined ? all : [values.site].flat().map(String)
    const strange = sites.find((site) => !all.includes(site))
    if (strange !== undefined) throw new Failure(`There is no site "${strange}". Add it with: foyer site add`)
    for (const site of sites) {
      const own = (await desk.sites.find(site))?.settings.roles ?? []
      if (!isRole(role, own)) throw new Failure(`The site "${site}" has no role "${role}".`)
    }
    const known = await desk.agents.findByEmail(email.trim().toLowerCase())
    if (known !== null) {
      if (values.site === undefined)
        throw new Failure(`There is an agent ${known.email} already. Say --site.`)
      for (const site of sites) await desk.agents.join(known.id, site, role)
      await noteAt(desk, sites, 'agent.joined', known.email, { role })
      console.stdout.write(`${known.name} answers for ${sites.join(', ')} too, from the next sign-in on.\n`)
      return
    }
    const { password, isMade } = await passwordFor(values, console)
    const name = needed(values, 'name')
    const created = await desk.colleagues.create({ email, name, password, sites, role })
    if ('error' in created) throw new Failure(created.error.message)
    await noteAt(desk, sites, 'agent.joined', created.ok.email, { role })
    console.stdout.write(
      `${name} can sign in as ${created.ok.email}${sites.length > 0 ? ` for ${sites.join(', ')}` : ''}.\n`,
    )
    if (isMade) console.stdout.write(`The password, shown this once: ${password}\n`)
  })
}

/** By nobody who is signed in: whoever runs the server did it. */
async function noteAt(desk: Desk, sites: string[], what: string, object: string, after?: object) {
  const sides = after === undefined ? {} : { before: null, after }
  for (const site of sites) await desk.operationLog.note({ site, by: null, what, object, ...sides })
}

/** A new password, for one that was forgotten or is known to others: who is signed in has to do so again. */
export async function setPassword({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const email = needed(values, 'email')
  return atDesk(values, console, async (desk) => {
    const agent = await agentOf(desk, email)
    const { password, isMade } = await passwordFor(values, console)
    const changed = await desk.colleagues.setPassword(agent, password)
    if ('error' in changed) throw new Failure(changed.error.message)
    await noteAt(desk, Object.keys(await desk.agents.rolesOf(agent.id)), 'agent.password', agent.email)
    console.stdout.write(`${agent.name} has a new password.\n`)
    const tokens = (await desk.apiTokens.list()).filter((token) => token.agent === agent.id)
    if (tokens.length > 0)
      console.stdout.write(
        'API tokens that stand for them go on. See: foyer token list, foyer token revoke ID\n',
      )
    if (isMade) console.stdout.write(`The password, shown this once: ${password}\n`)
  })
}

/** Ends what somebody may do, here and with every token; what they said stays, and what they had goes back to the queue. */
export async function disableAgent({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const email = needed(values, 'email')
  return atDesk(values, console, async (desk) => {
    const agent = await agentOf(desk, email)
    await desk.agents.setDisabled(agent.id, true)
    const sites = Object.keys(await desk.agents.rolesOf(agent.id))
    await noteAt(desk, sites, 'agent.disabled', agent.email)
    for (const site of sites) await desk.release(site, agent.id)
    console.stdout.write(`${agent.name} can no longer sign in. Open consoles end within seconds.\n`)
  })
}

async function agentOf(desk: Desk, email: string): Promise<Agent> {
  const agent = await desk.agents.findByEmail(email.trim().toLowerCase())
  if (agent === null) throw new Failure(`There is no agent with the address ${email}.`)
  return agent
}

export async function addSite({ values, positionals }: Arguments, console: Console) {
  const [id, ...more] = positionals
  refuseMore(more)
  if (id === undefined) throw new BadConfig('Say the new site’s id: foyer site add ID --origin ORIGIN')
  const origin = needed(values, 'origin')
  return atDesk(values, console, async (desk) => {
    const name = typeof values.name === 'string' ? values.name : id
    const created = await desk.siteDesk.create({ id, name, origin }, null)
    if ('error' in created) throw new Failure(created.error.message)
    console.stdout.write(
      `The site ${id} is there. Agents join it, new ones and old: foyer agent add --email … --site ${id}\n`,
    )
  })
}

export async function addToken({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const { email, site } = values
  if ((email === undefined) === (site === undefined)) {
    throw new BadConfig(
      'Say whom the token is for: --email ADDRESS for an agent, or --site ID for an assistant',
    )
  }
  const name = typeof values.name === 'string' ? values.name : 'Assistant'
  return atDesk(values, console, async (desk) => {
    if (typeof email === 'string') {
      const agent = await agentOf(desk, email)
      console.stdout.write(`${await desk.apiTokens.createForAgent(agent.id, name)}\n`)
      await noteToken(desk, 'token.created', { agent: agent.id, site: null, name })
      return
    }
    if ((await desk.sites.find(String(site))) === null)
      throw new Failure(`There is no site "${String(site)}".`)
    console.stdout.write(`${await desk.apiTokens.createForAssistant(String(site), name)}\n`)
    await noteToken(desk, 'token.created', { agent: null, site: String(site), name })
  })
}

/** One line each: its id, when it was made, for whom, and what it is called. */
export async function listTokens({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  return atDesk(values, console, async (desk) => {
    for (const { id, createdAt, agent, site, name } of await desk.apiTokens.list()) {
      const whose =
        agent === null ? `assistant of ${site}` : ((await desk.agents.find(agent))?.email ?? agent)
      console.stdout.write(`${[id, new Date(createdAt).toISOString(), whose, name].join('\t')}\n`)
    }
  })
}

/** A server on the same data closes its sockets within seconds. */
export async function revokeToken({ values, positionals }: Arguments, console: Console) {
  const [id, ...more] = positionals
  refuseMore(more)
  if (id === undefined)
    throw new BadConfig('Say which one: foyer token revoke ID (foyer token list has the ids)')
  return atDesk(values, console, async (desk) => {
    const revoked = await desk.apiTokens.revoke(id)
    if (revoked === null) throw new Failure(`There is no token ${id}. See: foyer token list`)
    await noteToken(desk, 'token.revoked', revoked)
    console.stdout.write('It is revoked. Open connections of it end within seconds.\n')
  })
}

type TokenFacts = Pick<ListedToken, 'agent' | 'site' | 'name'>

async function noteToken(desk: Desk, what: string, { agent, site, name }: TokenFacts) {
  const email = agent === null ? name : ((await desk.agents.find(agent))?.email ?? agent)
  const sites = agent === null ? [site ?? ''] : Object.keys(await desk.agents.rolesOf(agent))
  await noteAt(desk, sites, what, email)
}

/** Takes away all that is held of a visitor. A server on the same data closes its sockets within seconds. */
export async function eraseVisitor({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const [site, visitor] = [needed(values, 'site'), needed(values, 'visitor')]
  return atDesk(values, console, async ({ erasing }) => {
    const erased = await erasing.erase(null, site, visitor)
    if ('error' in erased) throw new Failure(`The site "${site}" has no visitor ${visitor}.`)
    // What was on its way into the database while this ran is taken by the server, or by once more.
    erasing.stop()
    console.stdout.write(`Nothing is held of the visitor ${visitor} any more.\n`)
  })
}

/** All that is held of a visitor, as JSON on standard output. */
export async function exportVisitor({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const [site, visitor] = [needed(values, 'site'), needed(values, 'visitor')]
  return atDesk(values, console, async ({ erasing }) => {
    const held = await erasing.export(null, site, visitor)
    if ('error' in held) throw new Failure(`The site "${site}" has no visitor ${visitor}.`)
    console.stdout.write(`${JSON.stringify(held.ok, null, 2)}\n`)
  })
}

export async function backup({ values, positionals }: Arguments, console: Console) {
  const [to, ...more] = positionals
  refuseMore(more)
  if (to === undefined) throw new BadConfig('Say where to: foyer backup FOLDER')
  const { dataDir, databaseUrl } = readConfig(values, console.env)
  // Opening would make one, and a backup of nothing looks like one of everything.
  const file = /^sqlite:(.*)/s.exec(databaseUrl)?.[1]
  if (file !== undefined && !existsSync(file)) {
    throw new BadConfig(`There is no database ${file}. Say with --data or --database-url where it is.`)
  }
  const [{ openStore }, { backUp }] = await Promise.all([
    import('./adapters/sql/open.ts'),
    import('./adapters/sql/backup.ts'),
  ])
  const store = await openStore({ url: databaseUrl })
  try {
    await backUp(store, { to: resolve(to), blobs: join(dataDir, 'files') })
  } finally {
    await store.close()
  }
  console.stdout.write(`Everything that was stored is in ${resolve(to)}.\n`)
  return 0
}

export async function restore({ values, positionals }: Arguments, console: Console) {
  const [from, ...more] = positionals
  refuseMore(more)
  if (from === undefined) throw new BadConfig('Say where from: foyer restore FOLDER')
  const { dataDir } = readConfig(values, console.env)
  const [{ restoreBackup }, { createChance, createClock }] = await Promise.all([
    import('./adapters/sql/backup.ts'),
    import('./adapters/system.ts'),
  ])
  await restoreBackup({ from: resolve(from), to: dataDir, epoch: createChance(createClock()).id() })
  console.stdout.write(
    `${dataDir} holds what the backup held. Start the server on it with --data ${dataDir}\n`,
  )
  return 0
}

/** For commands that change something and are done. A server may have the same data open. */
async function atDesk(
  values: Values,
  console: Console,
  work: (desk: Desk) => Promise<void>,
): Promise<number> {
  const { dataDir, databaseUrl } = readConfig(values, console.env)
  const { openDesk } = await import('./open-desk.ts')
  await makeFolder(dataDir)
  const desk = await openDesk(databaseUrl, dataDir)
  try {
    await work(desk)
    return 0
  } finally {
    await desk.close()
  }
}

async function passwordFor(values: Values, console: Console): Promise<{ password: string; isMade: boolean }> {
  const { readLines, askHidden } = await import('./adapters/terminal.ts')
  if (values['password-stdin'] === true) {
    const [password = ''] = await readLines(console.stdin)
    return { password, isMade: false }
  }
  if (console.stdin.isTTY) {
    const password = await askHidden(console.stdin, console.stdout, 'Password (empty to have one made): ')
    if (password !== '') return { password, isMade: false }
  }
  const { randomBytes } = await import('node:crypto')
  return { password: randomBytes(15).toString('base64url'), isMade: true }
}
