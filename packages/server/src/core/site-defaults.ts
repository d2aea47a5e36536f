/** Settings of a new site: safe, usual, and each to be changed in the console. Pure. */
import {
  type AssistantSettings,
  type BusinessHours,
  limits,
  type RoutingSettings,
  type SiteSettings,
} from '@foyer/protocol'
import { defaultAround } from './around/rules.ts'
import { defaultThresholds } from './assistant/bands.ts'
import { defaultForms, patchForms } from './forms/rules.ts'
import { defaultInbox, patchInbox } from './inbox/settings.ts'
import { defaultMail } from './mail-rules.ts'
import { defaultMedia } from './media-rules.ts'
import { defaultReplies } from './replies-rules.ts'
import { defaultTags, defaultVisitors } from './visitors/settings-rules.ts'

const quarterHour = 15 * 60_000

/** Files that people send in a chat; nothing that a browser or a desk would run. */
export const usualFileTypes = [
  'image/*',
  'audio/*',
  'video/*',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/json',
  'application/zip',
  'application/rtf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]

export function defaultSettings(name: string, origins: string[]): SiteSettings {
  return {
    name,
    enabled: true,
    origins,
    apps: false,
    locale: 'en',
    appearance: {
      color: '#1f5eff',
      theme: 'auto',
      icon: 'chat',
      launcherText: '',
      position: 'end',
      offsetX: 20,
      offsetY: 20,
      title: name,
      subtitle: '',
      logo: '',
    },
    welcome: { en: 'Hello! How can we help?' },
    links: { privacy: '', terms: '' },
    receipts: { toVisitor: true, toAgent: true },
    quoting: { visitor: true, agent: true },
    upload: { bytes: limits.file, types: [...usualFileTypes] },
    pageQuery: false,
    reception: 'botFirst',
    routing: defaultRouting(),
    assistant: defaultAssistant(),
    hours: { isOn: false, zone: 'UTC', week: usualWeek(), holidays: [] },
    idle: { bot: 0, human: 0, warn: 120_000 },
    mail: defaultMail(),
    inbox: defaultInbox,
    editWindow: { visitor: quarterHour, agent: quarterHour },
    roles: [],
    people: { departments: [] },
    ...defaultReplies(),
    tags: defaultTags(),
    visitors: defaultVisitors(),
    identity: { required: false, since: '' },
    texts: {},
    media: defaultMedia(),
    ...defaultAround(),
    forms: defaultForms(),
  }
}

/** Everybody is one group: who waits goes to the least loaded, and five at a time are what one person can follow. */
export function defaultRouting(): RoutingSettings {
  return {
    isOn: true,
    choice: 'leastLoaded',
    groups: [],
    rules: [],
    plans: [],
    lastAgent: false,
    assignOnFirstMessage: false,
    limit: 5,
    limits: {},
  }
}

/** Nothing automatic until somebody turns it on: an FAQ of two entries is no assistant yet. */
export function defaultAssistant(): AssistantSettings {
  return {
    bot: 'off',
    name: '',
    recommend: true,
    autoSend: false,
    threshold: { ...defaultThresholds },
    guided: [],
    asksHelpful: true,
    personAfter: 0,
    typeAhead: true,
    words: { forced: [...forcedWords], soft: [...softWords] },
    handoff: { to: 'inbox', url: '' },
    texts: { waiting: {}, offHours: {}, elsewhere: {} },
    answerer: 'faq',
    model: { url: '', name: '', instructions: '', daily: { visitor: 50, site: 2_000 } },
    webhook: { url: '' },
  }
}

/** Whole messages that ask for a person in the languages that the widget speaks. */
const forcedWords = [
  'agent',
  'human',
  'operator',
  'person',
  '人工',
  '人工客服',
  'konsultant',
  'człowiek',
  'mitarbeiter',
  'mensch',
  'humain',
  'conseiller',
  'humano',
  'agente',
  'atendente',
  'オペレーター',
  'موظف',
]

/** Within a longer message: tried, and when nobody is free the assistant goes on. */
const softWords = [
  'talk to a person',
  'talk to someone',
  'real person',
  'human agent',
  'speak to an agent',
  '转人工',
  'z człowiekiem',
  'mit einem menschen',
  'parler à un',
  'hablar con',
  'falar com',
  'berbicara dengan',
]

/** Monday to Friday, nine to five. */
function usualWeek(): BusinessHours['week'] {
  const day: BusinessHours['week'][number] = [[9 * 60, 17 * 60]]
  return [day, day, day, day, day, [], []]
}

/** Settings as an older version stored them, with what has come since: a site keeps working untouched. */
export function completeSettings(stored: Partial<SiteSettings>): SiteSettings {
  const usual = defaultSettings(stored.name ?? '', stored.origins ?? [])
  return {
    ...usual,
    ...stored,
    // Where agents took from the queue themselves, they go on doing so until somebody turns routing on.
    routing: { ...usual.routing, isOn: false, ...stored.routing },
    assistant: { ...usual.assistant, ...stored.assistant },
    hours: { ...usual.hours, ...stored.hours },
    idle: { ...usual.idle, ...stored.idle },
    tags: { ...usual.tags, ...stored.tags },
    visitors: { ...usual.visitors, ...stored.visitors },
    mail: { ...usual.mail, ...stored.mail },
    people: { ...usual.people, ...stored.people },
    rating: { ...usual.rating, ...stored.rating },
    summary: { ...usual.summary, ...stored.summary },
    translation: { ...usual.translation, ...stored.translation },
    products: { ...usual.products, ...stored.products },
    media: { ...usual.media, ...stored.media },
    notice: { ...usual.notice, ...stored.notice },
    inbox: patchInbox(usual.inbox, stored.inbox),
    forms: patchForms(usual.forms, stored.forms),
  }
}
