/** What a state is made of: the site's settings, a conversation's log, and what is done before one looks. */
import type {
  Actor,
  Body,
  Event,
  EventKeys,
  EventType,
  FileRef,
  Head,
  ProtocolError,
  Push,
  WidgetConfig,
} from '@foyer/protocol'
import type { Words } from './words.ts'

export const site = 'gallery'
export const conversation = '01990000-0000-7000-8000-000000000001'
/** Noon, so that a day's name does not depend on the zone; a date of another year never becomes `today`. */
const began = Date.UTC(2024, 4, 14, 12)

export function makeConfig(w: Words): WidgetConfig {
  return {
    site,
    name: w.site,
    enabled: true,
    locale: 'en',
    appearance: {
      color: '#1f5eff',
      theme: 'auto',
      icon: 'chat',
      launcherText: '',
      position: 'end',
      offsetX: 20,
      offsetY: 20,
      title: w.site,
      lead: w.chat,
      subtitle: w.subtitle,
      logo: '',
    },
    welcome: w.welcome,
    faq: w.questions.map(([question, answer], at) => ({
      id: `faq-${at}`,
      question,
      answer,
      category: at < 2 ? w.category : '',
    })),
    links: { privacy: '', terms: '' },
    receipts: true,
    quoting: true,
    assistant: null,
    typeAhead: false,
    media: { voice: true, transcripts: 'mail', editWithin: 0 },
    menu: [],
    notice: null,
    availability: { state: 'agents' },
    limits: { text: 10_000, frame: 65_536, file: 20_000_000 },
    fileTypes: [],
  }
}

/** A log that is written line by line: `log.me(…).them(…)`. */
export function createLog(w: Words) {
  const events: Event[] = []
  const them: Actor = { kind: 'agent', name: w.agent }
  const me: Actor = { kind: 'visitor' }
  const log = {
    events,
    /** Anything that can stand in a log. */
    add<T extends EventType>(type: T, by: Actor, keys: EventKeys[T]) {
      const seq = events.length + 1
      events.push({ seq, at: began + seq * 60_000, by, type, ...keys } as Event)
      return log
    },
    say: (by: Actor, body: Body | string, more: Partial<EventKeys['message.posted']> = {}) =>
      log.add('message.posted', by, {
        body: typeof body === 'string' ? { kind: 'text', text: body } : body,
        ...more,
      }),
    me: (body: Body | string, more?: Partial<EventKeys['message.posted']>) => log.say(me, body, more),
    them: (body: Body | string, more?: Partial<EventKeys['message.posted']>) => log.say(them, body, more),
    bot: (body: Body | string, more?: Partial<EventKeys['message.posted']>) =>
      log.say({ kind: 'assistant', name: 'Juni' }, body, { auto: 'bot', ...more }),
    house: (text: string) => log.say({ kind: 'system' }, text),
  }
  return log.add('conversation.started', me, {})
}
export type Log = ReturnType<typeof createLog>

/** A question and its answer. */
export const talk = (log: Log, w: Words) => log.me(w.ask).them(w.answer)

export function headOf({ events }: Log, more: Partial<Head> = {}): Head {
  const seq = events.length
  return {
    id: conversation,
    site,
    status: 'open',
    handler: 'agent',
    seq,
    startedAt: began,
    read: { visitor: seq, agent: seq },
    delivered: { visitor: seq, agent: seq },
    ...more,
  }
}

/** A picture that needs no server. */
export const picture = (width: number, height: number, color = '#3b8460') =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${color}"/></svg>`,
  )}`

export const makeFile = (name: string, type: string, more: Partial<FileRef> = {}): FileRef => ({
  id: '01990000-0000-7000-8000-00000000000f',
  name,
  type,
  size: 183_500,
  url: type.startsWith('image/') ? picture(320, 220) : '/none',
  ...more,
})

/** What can be done in a state before it is looked at. */
export interface Hands {
  /** Waits for a part of the widget. */
  part(name: string): Promise<HTMLElement>
  /** The first one, or the one `at` that place; negative from the end. */
  click(name: string, at?: number): Promise<void>
  fill(name: string, text: string): Promise<void>
  /** Fills the composer and sends. */
  write(text: string): Promise<void>
  /** As the server says it. */
  push(push: Push): void
  /** The connection ends with that code, and no other comes. */
  cut(code: number): void
  /** As the page says it: `say('sendCard', card)`. */
  say(...call: unknown[]): void
}

export interface State {
  /** `group/name`; the tests' titles and the pictures have it too. */
  name: string
  config?(config: WidgetConfig, w: Words): void
  /** A conversation that this visitor has. */
  log?(log: Log, w: Words): Log
  head?: Partial<Head> | ((w: Words) => Partial<Head>)
  /** Of commands that are refused. */
  refuses?: Partial<Record<string, ProtocolError>>
  /** No answer ever comes: commands stay under way. */
  isSlow?: boolean
  /** Left closed: the launcher alone. */
  isClosed?: boolean
  /** In an element of the page, in place of its corner. */
  isInline?: boolean
  act?(hands: Hands, w: Words): unknown
  /** Parts that have to be there when it can be looked at; the last is what the state is about. */
  shows: string[]
}
