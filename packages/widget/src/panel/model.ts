/**
 * What the panel shows, as signals, and what can be done in it, as verbs. The client is made at once but
 * does nothing until the visitor acts; until then nothing is stored either (cases K01, K02).
 */
import {
  createVisitorClient,
  type Draft,
  fetchPiece,
  type Item,
  type Message,
  type Notice,
  type Upload,
} from '@foyer/client'
import type { Actor, Availability, FaqItem, FileRef, Id, PageCard, ProtocolError, Seq } from '@foyer/protocol'
import { batch, computed, effect, type Signal, signal } from '@preact/signals-core'
import type { ComponentChildren, ComponentType, TargetedKeyboardEvent, VNode } from 'preact'
import type { Reading } from '../later/reading.ts'
import type { LaterTexts, Texts } from '../locales/texts.ts'
import { version } from '../version.ts'
import type { Dress, PanelHost } from './host.ts'
import { createPiece } from './piece.ts'
import { fetchRich } from './rich.tsx'

export type Screen = 'home' | 'answer' | 'thread'

/** One choice of a sheet. */
export interface Choice {
  label: string
  /** `asks`: not before another sheet has asked for it. */
  danger?: true | 'asks'
  run(): void
}

/** Asks something over the panel: a message's menu, whether to end. */
export interface Sheet {
  title: string
  text?: string
  choices: Choice[]
  /** What it is called where it has no title. */
  label?: string
  /** There is nothing left to be called off. */
  isDone?: boolean
  /** Before the choices. */
  body?(close: () => void): VNode
}

/** FAQ entries that fit what is being typed (WG-8); none while they are not wanted for this text. */
export interface Hint {
  entries: readonly FaqItem[]
  /** Which of them the arrow keys are on; -1: none. */
  at: number
  /** The one whose answer is shown. */
  entry: FaqItem | null
}

/** Whom the visitor would like to talk to, where that was asked. */
type First = (group?: Id) => unknown
type Hold = (m: Model, run: First, isHandoff?: boolean) => Promise<void>

type View<P> = ComponentType<P & { m: Model }>

/** What the pieces offer, said here so that they know the model and the model does not know them. */
export interface LaterPieces {
  messages: { css: string; MessageList: View<{ children: ComponentChildren }> }
  live: {
    css: string
    LinkLine: View<object>
    StateView: View<{ dress: Dress; message: Message }>
    tellLength(m: Model, left: number, limit: number): string
    TypingRow: View<{ by: Actor }>
    Tools: View<object>
    RatingRow: View<{ items: readonly Item[] }>
    /** Why something was refused, for the visitor; `name` is the file's, where it was one. */
    explain(m: Model, error: ProtocolError, name?: string): string
    tellNotice(notice: Notice, m: Model): string | null
    watchReading(box: Element, isOpen: () => boolean, read: (seq: Seq) => void): Reading
    startLive(m: Model): () => void
  }
  around: { css: string; NoticeBar: View<object>; QuickMenu: View<object> }
  assistant: {
    css: string
    DraftRow: View<{ draft: Draft; first: boolean }>
    AfterAnswer: View<{ message: Message; newest: boolean }>
  }
  ahead: {
    css: string
    Hints: View<{ hint: Hint; onClose(): void }>
    suggest(m: Model): void
    /** Whether a key was meant for the hints. */
    steer(m: Model, event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean
  }
  quoting: {
    css: string
    QuoteStrip: View<object>
    QuoteView: View<{ quote: NonNullable<Message['quote']>; onJump(seq: Seq): void }>
    Tools: View<{ message: Message; canQuote: boolean }>
    Editor: View<{ message: Message }>
    /** Key of the message that is being edited. */
    editedIn(m: Model): Signal<string | null>
    openMenu(m: Model, message: Message, canQuote: boolean): void
    jumpTo(m: Model, box: HTMLElement, seq: Seq, leave: () => void): Promise<void>
  }
  bodies: {
    css: string
    BodyView: View<{ message: Message }>
    UploadRow: View<{ upload: Upload }>
    addFiles(m: Model, files: readonly File[]): void
    /** Over the field; those that cannot go are taken out and named. */
    showPasted(m: Model, files: readonly File[]): void
    askAnew(m: Model, message: Pick<Message, 'seq'>): Promise<FileRef | null>
    /** A card that the page hands over (CV-11). */
    takeCard(m: Model, card: PageCard): void
    record(m: Model): void
  }
  forms: {
    css: string
    /** The composer, or in its place what is to be asked. */
    Gate: View<object>
    hold: Hold
  }
  sheet: { css: string; SheetView: View<{ sheet: Sheet; close(): void }>; openMenu(m: Model): void }
  emoji: { css: string; EmojiPicker: View<{ onPick(emoji: string): void }> }
  viewer: { css: string; Viewer: View<{ file: FileRef }> }
}

export type FetchPieces = { [Name in keyof LaterPieces]: () => Promise<LaterPieces[Name]> }

interface ModelHost extends PanelHost {
  /** `words` is what a screen reader says of it. */
  setUnread(count: number, words: string): void
}

export function createModel(host: ModelHost, fetch: FetchPieces) {
  const { url, root } = host
  const dress = signal<Dress>(host)
  const later = signal<LaterTexts | null>(null)
  /** Those of later pieces are there once one of them is: the first screens say {@link FirstTexts} only. */
  const texts = computed(
    () => ({ ...dress.value.texts, ...later.value, ...dress.value.config.texts }) as Texts,
  )
  /** What every later piece needs. */
  const fetchLater = async () => {
    const [words] = await Promise.all([fetchPiece(dress.peek().fetchLater), fetchRich()])
    later.value ??= words.later
  }
  const piece = <M extends { css: string }>(load: () => Promise<M>) => createPiece(root, load, fetchLater)
  const client = createVisitorClient({
    url,
    site: host.config.site,
    sdk: `web/${version}`,
    page: () => ({ url: location.href, title: document.title, referrer: document.referrer }),
  })
  const hasFaq = computed(() => dress.value.config.faq.length > 0)
  const open = signal(host.isOpen)
  const screen = signal<Screen>(hasFaq.peek() ? 'home' : 'thread')
  const entry = signal<FaqItem | null>(null)
  const query = signal('')
  /** How many entries are drawn: those that a desktop's panel has room for, then all. */
  const room = signal(7)
  const draft = signal('')
  /** Whether the emoji are shown. */
  const picking = signal(false)
  const quote = signal<Message | null>(null)
  /** Files that go with the next message. */
  const pasted = signal<readonly File[]>([])
  const hint = signal<Hint | null>(null)
  const warning = signal('')
  /** What pieces put over the field where one writes: a card that is offered, a recording. */
  const above = signal<readonly (() => VNode)[]>([])
  const sheet = signal<Sheet | null>(null)
  /** The image that is shown large. */
  const viewed = signal<FileRef | null>(null)
  const picked = new Set<string>()
  const conversation = () => client.conversation.peek()
  const isClosed = computed(() => client.conversation.value.head.value?.status === 'closed')
  const hasThread = computed(
    () => client.conversation.value.id.value !== null || client.conversation.value.items.value.length > 0,
  )
  /** Whether the site was switched off under this visitor's hands. */
  const isOff = computed(() => client.connection.value.code === 4503)
  /** As the server last pushed it, before that as the settings had it. */
  const availability = computed(
    (): Availability =>
      isOff.value ? { state: 'closed' } : (client.availability.value ?? dress.value.config.availability),
  )
  /** Who speaks for the site now: the agent, the assistant, or null for the site itself. */
  const speaker = computed((): Actor | null => {
    const { assistant } = dress.value.config
    const head = client.conversation.value.head.value
    if (isOff.value || head?.status === 'closed') return null
    return (head ? head.handler === 'assistant' : assistant && availability.value.state === 'assistant')
      ? { kind: 'assistant', name: assistant?.name }
      : (head?.agent ?? null)
  })
  const pieces = {
    messages: piece(fetch.messages),
    live: piece(fetch.live),
    around: piece(fetch.around),
    assistant: piece(fetch.assistant),
    ahead: piece(fetch.ahead),
    quoting: piece(fetch.quoting),
    bodies: piece(fetch.bodies),
    forms: piece(fetch.forms),
    sheet: piece(fetch.sheet),
    emoji: piece(fetch.emoji),
    viewer: piece(fetch.viewer),
  }
  /** A newer server has no pieces of an older page's build: then only a reload helps, and the visitor is told. */
  const tellMissing = () => {
    const { outdated, unknownError } = texts.peek()
    warning.value = client.connection.peek().state === 'online' ? outdated : unknownError
  }
  function post(text: string, guided?: Id): string {
    const content = text.trim()
    const seq = quote.peek()?.seq ?? undefined
    const faq = model.begins && picked.size > 0 ? [...picked] : undefined
    picked.clear()
    quote.value = null
    const key = conversation().post({ kind: 'text', text: content }, { quote: seq, faq, guided })
    host.emit('message', { by: 'visitor', text: content })
    return key
  }
  let stopLive: (() => void) | undefined
  let isGone = false

  const model = {
    host,
    client,
    dress,
    texts,
    piece,
    open,
    screen,
    entry,
    query,
    room,
    draft,
    picking,
    quote,
    pasted,
    hint,
    warning,
    above,
    sheet,
    viewed,
    pieces,
    hasFaq,
    hasThread,
    isClosed,
    isOff,
    availability,
    speaker,
    tellMissing,
    /** Whether the visitor's next message begins a conversation; the page is told when it does. */
    begins: false,
    /** What the page said that is checked once there is time. */
    said: [] as unknown[][],
    /** Entries that were read since the last message. */
    picked,
    pick(item: FaqItem) {
      picked.add(item.id)
      entry.value = item
      screen.value = 'answer'
    },
    /** Fetches what a conversation needs beyond the composer. */
    wake() {
      pieces.messages.load().catch(() => {})
      // The site's own assistant, where the built-in one is off.
      if (dress.peek().config.assistant || availability.peek().state === 'assistant')
        pieces.assistant.load().catch(() => {})
      pieces.live.load().then(
        (live) => {
          if (!isGone) stopLive ??= live.startLive(model)
        },
        () => {},
      )
    },
    write(text: string) {
      if (text !== '') {
        client.connect()
        model.wake()
      }
      batch(() => {
        draft.value = text
        warning.value = ''
        if (text === '') hint.value = null
        else if (dress.peek().config.typeAhead)
          pieces.ahead.load().then(
            (ahead) => ahead.suggest(model),
            () => {},
          )
      })
      if (!isClosed.peek() && hasThread.peek())
        conversation().setTyping(text !== '', dress.peek().config.typingPreview ? text : undefined)
    },
    /** Prepares and runs once the visitor has answered what the site asks before the first message, or a handoff (WG-5, WG-11). */
    first(run: First, isHandoff?: boolean, failed?: () => void) {
      const { forms, groups } = dress.peek().config
      if ((isHandoff && groups) || (forms && !hasThread.peek()))
        pieces.forms
          .load()
          .then(({ hold }) => hold(model, run, isHandoff))
          .catch(() => {
            tellMissing()
            failed?.()
          })
      else {
        model.prepare()
        run()
      }
    },
    /** Gives its key, once nothing is to be asked before. */
    send(text: string, guided?: Id): Promise<string> | undefined {
      if (text.trim() !== '')
        return new Promise<string>((done) => model.first(() => done(post(text, guided))))
    },
    sendDraft() {
      const text = draft.peek()
      const files = pasted.peek()
      const keepFiles = () => {
        pasted.value = [...files, ...pasted.peek()]
      }
      model.write('')
      pasted.value = []
      model.first(
        () => {
          // Into the outbox at once, drawn or not: there it survives a reload.
          if (text.trim() !== '') post(text)
          if (files.length > 0)
            pieces.bodies.load().then(
              (bodies) => bodies.addFiles(model, files),
              () => {
                keepFiles()
                tellMissing()
              },
            )
        },
        false,
        () => {
          draft.value ||= text
          keepFiles()
        },
      )
    },
    /** Nothing is sent by pasting: it waits over the field, to be looked at. */
    paste(files: readonly File[]) {
      pasted.value = [...pasted.peek(), ...files]
      model.withBodies((bodies) => bodies.showPasted(model, files))
    },
    /** Before something is put into the thread. */
    prepare() {
      model.talk()
      model.begins ||= !hasThread.peek()
      client.connect()
    },
    askPerson() {
      model.first((group) => conversation().requestHandoff(group), true)
    },
    addFiles(files: Iterable<File>) {
      const list = [...files]
      model.withBodies((bodies) => bodies.addFiles(model, list))
    },
    talk() {
      // One that was written to after its end is read first (CV-5).
      if (isClosed.peek() && !client.unread.peek()) client.startAnew()
      // What draws messages is fetched with the composer's focus: until then it only has to be there to write.
      screen.value = 'thread'
    },
    back() {
      screen.value = 'home'
    },
    async end() {
      const { error } = await conversation().end()
      if (error) warning.value = (await pieces.live.load()).explain(model, error)
      return error
    },
    openMenu() {
      pieces.sheet.load().then(({ openMenu }) => openMenu(model), tellMissing)
    },
    /** Why something was refused; `name` is the file's, where it was one. */
    explain: (error: ProtocolError, name?: string): string =>
      pieces.live.module.value?.explain(model, error, name) ?? model.texts.value.unknownError,
    /** What only some need of the piece that draws files and cards. */
    withBodies(use: (bodies: LaterPieces['bodies']) => void) {
      pieces.bodies.load().then(use, tellMissing)
    },
    async wear(worn: Dress) {
      const words = later.peek() && (await fetchPiece(worn.fetchLater)).later
      batch(() => {
        dress.value = worn
        later.value = words
      })
    },
    view(file: FileRef) {
      viewed.value = file
      pieces.viewer.load().catch(() => {
        viewed.value = null
        tellMissing()
      })
    },
    ask(what: Sheet) {
      sheet.value = what
      pieces.sheet.load().catch(() => {
        sheet.value = null
        tellMissing()
      })
    },
    resume() {
      // Another tab may have begun just now; one that is connected hears of it by itself.
      if (!/idle|stopped/.test(client.connection.peek().state) || !client.resume(dress.peek().config.listed))
        return
      screen.value = 'thread'
      model.wake()
    },
    async reset() {
      await client.reset()
      batch(() => {
        forget()
        picked.clear()
        model.begins = false
        query.value = warning.value = ''
        quote.value = hint.value = sheet.value = entry.value = viewed.value = null
        screen.value = hasFaq.peek() ? 'home' : 'thread'
      })
    },
    destroy() {
      isGone = true
      stopWaking()
      stopForgetting()
      stopLive?.()
      client.destroy()
    },
  }
  /** What one was about to say is nothing for whoever comes next, be it in another tab that this one is forgotten. */
  const forget = () => {
    draft.value = ''
    pasted.value = []
  }
  let isKnown = false
  const stopForgetting = effect(() => {
    const wasKnown = isKnown
    isKnown = client.visitor.value !== null
    if (wasKnown && !isKnown) forget()
  })
  // What could not be fetched while the server was away is fetched once it is back.
  const stopWaking = effect(() => {
    if (dress.value.config.around) pieces.around.load().catch(() => {})
    if (client.connection.value.state === 'online' && (hasThread.value || client.earlier.value.length))
      model.wake()
  })
  return model
}

export type Model = ReturnType<typeof createModel>
