// A shop whose assistant is set up: an FAQ of a few entries with phrasings, and settings as a test wants them.
import type { AssistantSettings, BusinessHours, FaqEntry, SiteSettings } from '@foyer/protocol'
import { onTestFinished } from 'vitest'
import type { Store } from '../../src/adapters/sql/open.ts'
import { createChance } from '../../src/adapters/system.ts'
import { defaultSettings } from '../../src/core/site-defaults.ts'
import { shop, startTestApp, type TestApp, type TestAppOptions } from './test-app.ts'
import type { Wire, WireEvent } from './wire.ts'

export const entries = {
  delivery: [
    'How long does delivery take?',
    'When will my order arrive?',
    'What are your delivery times?',
    'How fast do you ship?',
    'How many days until my parcel comes?',
    'Delivery takes 3 days.',
  ],
  cost: [
    'What does delivery cost?',
    'How much is shipping?',
    'Is delivery free?',
    'Do I pay for postage?',
    'What are the shipping fees?',
    'Delivery is free.',
  ],
  returns: [
    'How do I return something?',
    'Can I send it back?',
    'I want a refund',
    'What is your return policy?',
    'I changed my mind about my purchase',
    'Within 30 days.',
  ],
  payment: [
    'How can I pay?',
    'Which payment methods do you take?',
    'Do you accept credit cards?',
    'Can I pay by invoice?',
    'Is bank transfer possible?',
    'By card.',
  ],
} as const

export type EntryName = keyof typeof entries

export interface Shop {
  app: TestApp
  store: Store
  entry(name: EntryName): FaqEntry
}

export interface ShopOptions extends Partial<Omit<AssistantSettings, 'guided'>> {
  reception?: SiteSettings['reception']
  hours?: BusinessHours
  app?: TestAppOptions
}

const chance = createChance({ now: () => Date.now() })

/** What is not surely known is not known at all: tests do not hang on how well is guessed. */
const farApart = { answer: 0.7, suggest: 0.69 }
/** What shares a word is offered. */
export const offersMuch = { answer: 0.7, suggest: 0.05 }

/** Settings of such a shop. */
export function shopSettings({
  reception,
  hours,
  app: _app,
  ...assistant
}: ShopOptions): Partial<SiteSettings> {
  return {
    assistant: { ...defaultSettings('Shop', [shop]).assistant, threshold: farApart, ...assistant },
    ...(reception === undefined ? {} : { reception }),
    ...(hours === undefined ? {} : { hours }),
  }
}

export async function sowEntries(store: Store): Promise<(name: EntryName) => FaqEntry> {
  for (const [place, [question, ...others]] of Object.values(entries).entries()) {
    await store.sites.createEntry({
      id: chance.id(),
      site: 'shop',
      question,
      phrasings: others.slice(0, -1),
      answer: others.at(-1)!,
      category: '',
      locale: null,
      published: true,
      place,
      updatedAt: 0,
    })
  }
  const faq = await store.sites.faq('shop')
  return (name) => faq.find(({ question }) => question === entries[name][0])!
}

export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const app = await startTestApp({
    ...options.app,
    settings: { ...options.app?.settings, ...shopSettings(options) },
  })
  onTestFinished(() => app.stop())
  return { app, store: app.store, entry: await sowEntries(app.store) }
}

/** Messages of the conversation as `wire` was sent them. */
export function messages(wire: Wire, conversation: string, by?: string): WireEvent[] {
  return wire
    .events(conversation)
    .filter((event) => event.type === 'message.posted' && (by === undefined || event.by.kind === by))
}
