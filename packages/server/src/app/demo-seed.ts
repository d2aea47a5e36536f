/**
 * The demo: a site with a welcome and an FAQ, and two agents. Each step is left as it is where it is done
 * already, so the same data keeps its site, agents and tokens, and a start that was cut short is made good.
 */
import type { FaqDraft } from '@foyer/protocol'
import type { Agents } from '../ports/agents.ts'
import type { Chance } from '../ports/clock.ts'
import type { Passwords } from '../ports/passwords.ts'
import type { Sites } from '../ports/sites.ts'
import type { ApiTokens } from './api-tokens.ts'
import type { Colleagues } from './colleagues.ts'
import type { FaqDesk } from './faq.ts'
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

export interface DemoSeed {
  /** Agents with new secrets, to be kept somewhere safe before they are used. */
  invent(): DemoAgent[]
  /** Makes the installation match, whatever it has. */
  sow(agents: DemoAgent[]): Promise<void>
}

export function createDemoSeed(ports: {
  agents: Agents
  sites: Sites
  passwords: Passwords
  chance: Chance
  siteDesk: SiteDesk
  faq: FaqDesk
  colleagues: Colleagues
  apiTokens: ApiTokens
}): DemoSeed {
  const { agents, sites, passwords, chance, siteDesk, faq, colleagues, apiTokens } = ports

  async function sowAgent({ email, password, token }: DemoAgent) {
    const name = people.find((person) => person.email === email)?.name ?? email.split('@')[0]!
    const known = await agents.findByEmail(email)
    if (known === null) {
      const created = await colleagues.create({ name, email, password, sites: [demoSite] })
      if ('error' in created) throw new Error(`The demo’s agent ${email}: ${created.error.message}`)
    }
    const agent = known ?? (await agents.findByEmail(email))
    if (agent === null) throw new Error(`The demo’s agent ${email} is not there`)
    await agents.join(agent.id, demoSite)
    const identity = await apiTokens.fromApiToken(token)
    if (identity === null) {
      // These secrets are not those that the agent had: it gets them now.
      if (known !== null) await agents.setPassword(agent.id, await passwords.hash(password))
      await apiTokens.createForAgent(agent.id, 'demo', token)
    }
    return { id: agent.id, name, email, avatar: agent.avatar, sites: [demoSite] }
  }

  return {
    invent: () =>
      people.map(({ email }) => ({ email, password: readable(chance.secret(64)), token: apiTokens.mint() })),

    async sow(demoAgents) {
      if ((await sites.find(demoSite)) === null) {
        const draft = { id: demoSite, name: 'Juniper & Pine', origin: 'http://localhost:*' }
        const created = await siteDesk.create(draft, null, settings)
        if ('error' in created && created.error.code !== 'conflict') throw new Error(created.error.message)
      }
      const [first] = await Promise.all(demoAgents.map(sowAgent))
      if (first === undefined || (await sites.faq(demoSite)).length > 0) return
      for (const entry of entries) await faq.create(first, demoSite, { published: true, ...entry })
    },
  }
}

/** 16 letters and digits, without those that look alike. */
function readable(secret: string): string {
  return secret.replaceAll(/[-_0O1lI]/g, '').slice(0, 16)
}

const settings = {
  origins: ['http://localhost:*', 'http://127.0.0.1:*'],
  appearance: {
    color: '#2f6f4f',
    title: 'Juniper & Pine',
    subtitle: 'Ask us anything about our furniture.',
  },
  welcome: {
    en: 'Hello, and welcome to **Juniper & Pine**! Ask us anything about our furniture, an order or a delivery.',
    ar: 'أهلاً بك في **Juniper & Pine**! اسألنا عن الأثاث أو طلبك أو التوصيل.',
  },
}

const entries: FaqDraft[] = [
  {
    category: 'Delivery',
    question: 'How long does delivery take?',
    phrasings: ['When will my order arrive?', 'What are your delivery times?', 'How fast do you ship?'],
    answer:
      'Small items arrive in **2 to 4 working days**. Furniture is made to order and takes 3 to 5 weeks; we write to you to agree on a day.',
  },
  {
    category: 'Delivery',
    question: 'What does delivery cost?',
    phrasings: ['Is shipping free?', 'How much is shipping?'],
    answer:
      'Delivery is **free from €80**. Below that it is €5.90, and €39 for furniture carried into the room.',
  },
  {
    category: 'Delivery',
    question: 'Do you deliver to other countries?',
    phrasings: ['Do you ship abroad?', 'Can I order from outside the country?'],
    answer:
      'Yes:\n\n- all of the European Union\n- Switzerland and Norway\n- the United Kingdom\n\nElsewhere, ask us: we often find a way.',
  },
  {
    category: 'Returns',
    question: 'How do I return something?',
    phrasings: ['Can I send it back?', 'I want a refund', 'What is your return policy?'],
    answer:
      'You have **30 days**. Write to us here with your order number and we send a label; furniture is picked up at your door. The money is back within 5 days of its arrival.',
  },
  {
    category: 'Returns',
    question: 'My order arrived damaged. What now?',
    phrasings: ['Something is broken', 'The table has a scratch', 'A part is missing'],
    answer:
      'We are sorry! Send us a **photo in this chat** with your order number. We replace parts, or the whole piece, at no cost.',
  },
  {
    category: 'Orders',
    question: 'Can I change or cancel my order?',
    phrasings: ['How do I cancel?', 'I ordered the wrong colour', 'Change my address'],
    answer:
      'Yes, until we begin to build it, which is usually **two days** after you order. Tell us the order number and what to change.',
  },
  {
    category: 'Orders',
    question: 'How can I pay?',
    phrasings: ['Which payment methods do you take?', 'Can I pay by invoice?', 'Do you take cards?'],
    answer:
      'By card, PayPal, bank transfer or invoice. You can also pay in **three parts**, without interest.',
  },
  {
    category: 'Products',
    question: 'What wood do you use?',
    phrasings: ['Is the wood sustainable?', 'Where does your wood come from?'],
    answer:
      'Oak, ash and pine from *FSC-certified* forests within 500 km of our workshop, finished with plant oils.',
  },
  {
    category: 'Products',
    question: 'How do I care for oiled wood?',
    phrasings: ['How to clean the table?', 'Water stains on the table'],
    answer:
      'Wipe it with a damp cloth and dry it. Twice a year, rub in a little **hard-wax oil** and let it rest overnight.',
  },
]
