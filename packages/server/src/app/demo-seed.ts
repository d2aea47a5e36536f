/**
 * The demo: a site with a welcome, an FAQ and an assistant that answers from it, and two agents. Each step is left as it is where it is done
 * already, so the same data keeps its site, agents and tokens, and a start that was cut short is made good.
 */
import type { Agents } from '../ports/agents.ts'
import type { Chance } from '../ports/clock.ts'
import type { Passwords } from '../ports/passwords.ts'
import type { Meta, Sites } from '../ports/sites.ts'
import type { ApiTokens } from './api-tokens.ts'
import type { Colleagues } from './colleagues.ts'
import { demoEntries, demoGuided } from './demo-faq.ts'
import type { FaqDesk } from './faq.ts'
import type { AgentIdentity } from './identities.ts'
import type { SiteDesk } from './sites.ts'

export const demoSite = 'demo'

export interface DemoAgent {
  email: string
  password: string
  token: string
}

const people = [
  { name: 'Robin Vale', email: 'robin@demo.example' },
  { name: 'Noor Haddad', email: 'noor@demo.example' },
]

/** `off`: nothing is automatic, however the folder was started before. */
export type DemoAssistant = 'on' | 'off'

export interface DemoSeed {
  /** Agents with new secrets, to be kept somewhere safe before they are used. */
  invent(): DemoAgent[]
  /** Makes the installation match, whatever it has. */
  sow(agents: DemoAgent[], assistant: DemoAssistant): Promise<void>
}

export function createDemoSeed(ports: {
  agents: Agents
  sites: Sites
  meta: Meta
  passwords: Passwords
  chance: Chance
  siteDesk: SiteDesk
  faq: FaqDesk
  colleagues: Colleagues
  apiTokens: ApiTokens
}): DemoSeed {
  const { agents, sites, meta, passwords, chance, siteDesk, faq, colleagues, apiTokens } = ports

  async function sowAgent({ email, password, token }: DemoAgent) {
    const name = people.find((person) => person.email === email)?.name ?? email.split('@')[0]!
    const known = await agents.findByEmail(email)
    if (known === null) {
      const created = await colleagues.create({ name, email, password, sites: [demoSite], role: 'owner' })
      if ('error' in created) throw new Error(`The demo’s agent ${email}: ${created.error.message}`)
    }
    const agent = known ?? (await agents.findByEmail(email))
    if (agent === null) throw new Error(`The demo’s agent ${email} is not there`)
    await agents.join(agent.id, demoSite, 'owner')
    const identity = await apiTokens.fromApiToken(token)
    if (identity === null) {
      // These secrets are not those that the agent had: it gets them now.
      if (known !== null) await agents.setPassword(agent.id, await passwords.hash(password))
      await apiTokens.createForAgent(agent.id, 'demo', token)
    }
    return {
      id: agent.id,
      name,
      email,
      avatar: agent.avatar,
      sites: [demoSite],
      roles: { [demoSite]: 'owner' },
    }
  }

  /** Switched on once: from then on it is whoever uses the demo who sets it. Switched off at every start. */
  async function sowAssistant(agent: AgentIdentity, wanted: DemoAssistant): Promise<void> {
    if (wanted === 'on' && (await meta.get(assistantKey)) === 'on') return
    const entries = await sites.faq(demoSite)
    const guided = demoGuided.flatMap(
      (question) => entries.find((one) => one.question === question)?.id ?? [],
    )
    const assistant =
      wanted === 'on'
        ? { bot: 'always' as const, recommend: true, guided }
        : { bot: 'off' as const, recommend: false, autoSend: false, guided }
    const changed = await siteDesk.change(agent, demoSite, { assistant })
    if ('error' in changed) throw new Error(changed.error.message)
    await meta.put(assistantKey, wanted)
  }

  return {
    invent: () =>
      people.map(({ email }) => ({ email, password: readable(chance.secret(64)), token: apiTokens.mint() })),

    async sow(demoAgents, assistant) {
      if ((await sites.find(demoSite)) === null) {
        const draft = { id: demoSite, name: 'Juniper & Pine', origin: 'http://localhost:*' }
        const created = await siteDesk.create(draft, null, settings)
        if ('error' in created && created.error.code !== 'conflict') throw new Error(created.error.message)
      }
      const [first] = await Promise.all(demoAgents.map(sowAgent))
      if (first === undefined) return
      if ((await sites.faq(demoSite)).length === 0) {
        for (const entry of demoEntries) await faq.create(first, demoSite, { published: true, ...entry })
      }
      await sowAssistant(first, assistant)
    },
  }
}

/** What the last start made of the assistant. */
const assistantKey = 'demo.assistant'

/** 16 letters and digits, without those that look alike. */
function readable(secret: string): string {
  return secret.replaceAll(/[-_0O1lI]/g, '').slice(0, 16)
}

const settings = {
  // Two people at one screen: each takes what it likes.
  routing: { isOn: false },
  origins: ['http://localhost:*', 'http://127.0.0.1:*'],
  appearance: {
    color: '#2f6f4f',
    title: 'Juniper & Pine',
    subtitle: 'Ask us anything about our furniture.',
  },
  welcome: {
    en: 'Hello, and welcome to Juniper & Pine! Ask us anything about our furniture, an order or a delivery.',
    ar: 'أهلاً بك في Juniper & Pine! اسألنا عن الأثاث أو طلبك أو التوصيل.',
  },
}
