/**
 * Every state of the widget that can be looked at. A new one is a few lines: a name, what the server says, what is
 * done before one looks, and which parts then have to be there.
 */
import type { Actor, FormField, WidgetConfig } from '@foyer/protocol'
import {
  conversation,
  createLog,
  headOf,
  makeConfig,
  makeFile,
  picture,
  type State,
  site,
  talk,
} from './make.ts'
import { movingStates } from './states-moving.ts'
import { type Words, words } from './words.ts'

const withBot = (config: WidgetConfig, w: Words) => {
  config.assistant = {
    name: 'Juni',
    guided: w.questions.map(([question], at) => ({ id: `faq-${at}`, question })),
    asksHelpful: true,
    personAfter: 0,
  }
  config.availability = { state: 'assistant' }
}
const looks = (change: Partial<WidgetConfig['appearance']>) => (config: WidgetConfig) =>
  void Object.assign(config.appearance, change)
const agent = (w: Words): Actor => ({ kind: 'agent', name: w.agent })
const askToRate =
  (scale: number): State['log'] =>
  (log, w) =>
    talk(log, w)
      .add('conversation.closed', agent(w), { reason: 'agent' })
      .add(
        'rating.invited',
        { kind: 'system' },
        { scale, comment: true, tagsByScore: { 1: w.options, 2: w.options } },
      )
const fieldsIn = ({ options, questions }: Words): FormField[] => [
  { id: 'name', type: 'text', label: options[0]! },
  { id: 'email', type: 'email', label: options[1]!, required: true },
  {
    id: 'kind',
    type: 'choice',
    label: options[2]!,
    options: questions.map(([label], at) => ({ id: `${at}`, label })),
  },
  { id: 'message', type: 'longText', label: questions[0]![0], required: true },
]
const around = (config: WidgetConfig, w: Words) => {
  config.around = true
  config.notice = {
    tone: 'info',
    text: w.subtitle,
    link: { url: w.privacy, label: w.options[0]! },
    canClose: true,
  }
  config.menu = w.options.map((label, at) => ({
    id: `menu-${at}`,
    icon: ['truck', 'return', 'help'][at]!,
    label,
    act: { do: 'text', text: label },
  }))
}
const isBots = { handler: 'assistant' } as const

export const states: State[] = [
  { name: 'launcher/plain', isClosed: true, shows: ['launcher'] },
  {
    name: 'launcher/text',
    isClosed: true,
    config: (config, w) =>
      void Object.assign(config.appearance, { launcherText: w.options[2], icon: 'hand' }),
    shows: ['launcher-text'],
  },
  {
    name: 'launcher/image',
    isClosed: true,
    config: looks({ launcherImage: picture(28, 28, '#ffd166'), radius: 'sharp' }),
    shows: ['launcher'],
  },
  {
    name: 'launcher/unread',
    isClosed: true,
    log: talk,
    head: { read: { visitor: 2, agent: 3 }, delivered: { visitor: 2, agent: 3 } },
    shows: ['badge'],
  },
  {
    name: 'launcher/greeting',
    isClosed: true,
    config(config, w) {
      const rule = {
        id: 'g',
        pages: [],
        seconds: 0,
        visitor: 'any',
        onlineOnly: false,
        once: 'page',
      } as const
      config.greetings = { after: 0, at: '', rules: [{ ...rule, pages: [], text: w.more, question: w.ask }] }
    },
    shows: ['greeting-text'],
  },

  { name: 'home/faq', shows: ['home', 'faq-entry'] },
  {
    name: 'home/logo',
    config: looks({ logo: picture(140, 36, '#ffffff') }),
    shows: ['hero'],
  },
  { name: 'home/no-result', act: ({ fill }) => fill('search', 'xyzzy'), shows: ['search'] },
  {
    name: 'home/away',
    config: (config) => {
      config.availability = { state: 'closed', opensAt: Date.UTC(2099, 0, 5, 9) }
    },
    shows: ['presence'],
  },
  { name: 'home/continue', log: talk, act: ({ click }) => click('back'), shows: ['talk-button'] },
  { name: 'answer/entry', act: ({ click }) => click('faq-entry'), shows: ['answer'] },

  { name: 'thread/empty', act: ({ click }) => click('talk-button'), shows: ['input'] },
  {
    name: 'thread/terms',
    config: (config, w) => {
      config.links = { privacy: w.privacy, terms: w.privacy }
      config.typingPreview = true
    },
    act: ({ click }) => click('talk-button'),
    shows: ['terms'],
  },
  {
    name: 'thread/guided',
    config: withBot,
    act: ({ click }) => click('talk-button'),
    shows: ['guided', 'person'],
  },
  { name: 'thread/talk', log: talk, shows: ['bubble', 'state'] },
  {
    name: 'thread/long',
    log: (log, w) =>
      talk(log, w)
        .them(w.more)
        .me(w.long)
        .them(w.long, { quote: 4 })
        .me('👍')
        .me(w.more)
        .add('conversation.assigned', { kind: 'system' }, { agent: agent(w) }),
    shows: ['quote', 'notice'],
  },
  { name: 'thread/delivered', log: talk, head: { read: { visitor: 3, agent: 1 } }, shows: ['state'] },
  {
    name: 'thread/sending',
    log: talk,
    isSlow: true,
    act: ({ write }, w) => write(w.more),
    shows: ['message'],
  },
  {
    name: 'thread/failed',
    log: talk,
    refuses: { 'message.post': { code: 'blocked', message: '' } },
    act: ({ write }, w) => write(w.more),
    shows: ['retry'],
  },
  {
    name: 'thread/deleted',
    log: (log, w) => talk(log, w).them({ kind: 'deleted' }).them(w.more),
    shows: ['bubble'],
  },
  {
    name: 'thread/typing',
    log: talk,
    act: ({ push }, w) => push({ on: 'typing', conversation, by: agent(w), active: true }),
    shows: ['typing'],
  },
  { name: 'thread/queued', log: talk, head: { handler: 'queue', queue: { position: 3 } }, shows: ['place'] },
  {
    name: 'thread/files',
    log: (log, w) =>
      log
        .me({ kind: 'file', file: makeFile('room.png', 'image/png', { width: 320, height: 220 }) })
        .them({ kind: 'file', file: makeFile(`${w.site}.pdf`, 'application/pdf') })
        .them({ kind: 'file', file: makeFile('note.ogg', 'audio/ogg', { seconds: 12 }) }),
    shows: ['image', 'file'],
  },
  {
    name: 'thread/card',
    log: (log, w) =>
      log.them({
        kind: 'card',
        card: {
          type: 'product',
          title: w.ask,
          text: w.more,
          price: '€ 420',
          url: w.privacy,
          buttons: [{ label: w.options[0]!, url: w.privacy }, { label: w.options[1]! }],
        },
      }),
    shows: ['card', 'option'],
  },
  {
    name: 'thread/coupon',
    log: (log, w) =>
      log.them({ kind: 'card', card: { type: 'coupon', title: w.subtitle, text: w.more, code: 'OAK-2024' } }),
    shows: ['card', 'coupon'],
  },
  {
    name: 'thread/options',
    config: withBot,
    head: isBots,
    log: (log, w) => {
      const options = w.options.map((label, at) => ({ id: `${at}`, label }))
      return log.bot({ kind: 'options', text: w.welcome, options })
    },
    shows: ['option'],
  },
  {
    name: 'thread/picked',
    config: withBot,
    head: isBots,
    log: (log, w) => {
      const options = w.options.map((label, at) => ({ id: `${at}`, label }))
      return log
        .bot({ kind: 'options', text: w.welcome, options })
        .add('option.picked', { kind: 'visitor' }, { target: 2, option: '0' })
    },
    shows: ['option'],
  },
  {
    name: 'thread/form',
    log: (log, w) =>
      log.them({
        kind: 'form',
        text: w.more,
        fields: [
          { id: 'a', label: w.category, type: 'text', required: true },
          { id: 'b', label: 'E-mail', type: 'email' },
        ],
      }),
    shows: ['form'],
  },
  {
    name: 'thread/bot',
    config: withBot,
    head: isBots,
    log: (log, w) =>
      log.me(w.ask).bot(w.answer, { sources: [{ title: w.category, url: w.privacy }, { title: w.site }] }),
    shows: ['sources', 'helpful'],
  },
  {
    name: 'thread/draft',
    config: withBot,
    head: isBots,
    log: (log, w) => log.me(w.ask),
    act: ({ push }, w) =>
      push({ on: 'draft', conversation, by: { kind: 'assistant', name: 'Juni' }, text: w.answer }),
    shows: ['draft'],
  },
  {
    name: 'thread/house',
    log: (log, w) => log.me(w.ask).house(w.more),
    shows: ['bubble'],
  },
  {
    name: 'thread/quoting',
    log: talk,
    act: ({ click }) => click('quote-button'),
    shows: ['quoting'],
  },
  { name: 'thread/emoji', log: talk, act: ({ click }) => click('emoji'), shows: ['emoji-picker'] },
  {
    name: 'thread/hints',
    config: (config) => void Object.assign(config, { typeAhead: true }),
    log: (log, w) => log.me(w.ask),
    head: { handler: 'queue' },
    act: ({ fill }, w) => fill('input', w.questions[2]![0]),
    shows: ['hints'],
  },
  {
    name: 'thread/too-long',
    config: (config) => void Object.assign(config.limits, { text: 12 }),
    log: talk,
    act: ({ fill }, w) => fill('input', w.long),
    shows: ['warning'],
  },
  { name: 'thread/menu', log: talk, act: ({ click }) => click('menu'), shows: ['sheet', 'choice'] },
  {
    name: 'thread/end-sheet',
    log: talk,
    async act({ click }) {
      await click('menu')
      await click('end')
    },
    shows: ['sheet', 'choice'],
  },
  {
    name: 'thread/editing',
    config: (config) => void Object.assign(config.media, { editWithin: 1e15 }),
    log: talk,
    act: ({ click }) => click('message-menu'),
    shows: ['sheet', 'choice'],
  },
  { name: 'thread/around', config: around, act: ({ click }) => click('talk-button'), shows: ['quick-menu'] },
  {
    name: 'thread/consent',
    config: (config, w) => void Object.assign(config, { forms: { consent: { text: w.more, version: '1' } } }),
    act: ({ click }) => click('talk-button'),
    shows: ['consent'],
  },
  {
    name: 'thread/leave',
    config(config, w) {
      config.availability = { state: 'closed' }
      config.forms = { leave: { when: 'nobody', text: w.subtitle, fields: fieldsIn(w) } }
    },
    act: ({ click }) => click('talk-button'),
    shows: ['form-send'],
  },
  {
    name: 'thread/viewer',
    log: (log) =>
      log
        .them({ kind: 'file', file: makeFile('room.png', 'image/png', { width: 320, height: 220 }) })
        .them({ kind: 'file', file: makeFile('door.png', 'image/png', { width: 220, height: 320 }) }),
    act: ({ click }) => click('image'),
    shows: ['viewer'],
  },
  {
    name: 'thread/ended',
    log: (log, w) => talk(log, w).add('conversation.closed', agent(w), { reason: 'agent' }),
    head: { status: 'closed' },
    shows: ['ended', 'start-new'],
  },
  {
    name: 'thread/earlier',
    log: (log, w) => talk(log, w).add('conversation.closed', agent(w), { reason: 'agent' }),
    head: { status: 'closed' },
    act: ({ click }) => click('start-new'),
    shows: ['earlier'],
  },
  { name: 'rating/stars', log: askToRate(5), head: { status: 'closed' }, shows: ['rating'] },
  { name: 'rating/numbers', log: askToRate(10), head: { status: 'closed' }, shows: ['rating'] },
  { name: 'rating/thumbs', log: askToRate(1), head: { status: 'closed' }, shows: ['rating'] },
  {
    name: 'rating/given',
    log: (log, w) =>
      talk(log, w)
        .add('conversation.closed', agent(w), { reason: 'agent' })
        .add('rating.invited', { kind: 'system' }, { scale: 5 })
        .add('rating.given', { kind: 'visitor' }, { score: 4, scale: 5 }),
    head: { status: 'closed' },
    shows: ['rating'],
  },

  { name: 'theme/sharp', config: looks({ radius: 'sharp' }), log: talk, shows: ['bubble'] },
  { name: 'theme/round', config: looks({ radius: 'round' }), log: talk, shows: ['bubble'] },
  { name: 'theme/compact', config: looks({ density: 'compact' }), shows: ['faq-entry'] },
  {
    name: 'theme/own-words',
    config: (config) =>
      void Object.assign(config, { texts: { talk: 'Ring the bell', search: 'What are you looking for?' } }),
    shows: ['talk-button'],
  },
  ...movingStates,
]

/** All that a page needs to play one; `locale` is of the widget's texts, `color` the brand's. */
export function stage(name: string, locale: string, color: string | null) {
  const state = states.find((one) => one.name === name)
  if (state === undefined) throw new Error(`There is no state “${name}”.`)
  const w = words[locale] ?? words.en!
  const config = makeConfig(w)
  config.locale = locale
  if (color !== null) config.appearance.color = color
  state.config?.(config, w)
  const log = state.log?.(createLog(w), w)
  const more = typeof state.head === 'function' ? state.head(w) : state.head
  return { state, w, config, site, events: log?.events ?? [], head: log ? headOf(log, more) : null }
}
