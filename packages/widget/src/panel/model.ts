/**
 * What the panel shows, as signals, and what can be done in it, as verbs. The client is made at once but
 * does nothing until the visitor acts; until then nothing is stored either (cases K01, K02).
 */
import { type Conversation, createVisitorClient, type Item, type Message } from '@foyer/client'
import type { Body, FaqItem, FileRef, ProtocolError } from '@foyer/protocol'
import { batch, computed, effect, signal } from '@preact/signals-core'
import { fill, plural } from '../locales/texts.ts'
import { cleanName, formatSize, toPlain } from '../text/index.ts'
import { version } from '../version.ts'
import type { Dress, PanelHost } from './host.ts'
import { createPiece } from './piece.ts'

export type Screen = 'home' | 'answer' | 'thread'

/** One choice of a sheet. */
export interface Choice {
  label: string
  danger?: boolean
  run(): void
}

/** Asks something over the panel: a message's menu, whether to end. */
export interface Sheet {
  title: string
  text?: string
  choices: Choice[]
}

export function createModel(host: PanelHost) {
  const { url, root } = host
  const dress = signal<Dress>(host)
  const client = createVisitorClient({
    url,
    site: host.config.site,
    locale: host.tag,
    sdk: `web/${version}`,
    page: () => ({ url: location.href, title: document.title, referrer: document.referrer }),
  })
  const hasFaq = computed(() => dress.value.config.faq.length > 0)
  const open = signal(false)
  const screen = signal<Screen>(hasFaq.peek() ? 'home' : 'thread')
  const entry = signal<FaqItem | null>(null)
  const draft = signal('')
  const quote = signal<Message | null>(null)
  const warning = signal('')
  const sheet = signal<Sheet | null>(null)
  /** The image that is shown large. */
  const viewed = signal<FileRef | null>(null)
  const picked = new Set<string>()
  const conversation = () => client.conversation.peek()
  const isClosed = computed(() => client.conversation.value.head.value?.status === 'closed')
  const hasThread = computed(
    () => client.conversation.value.id.value !== null || client.conversation.value.items.value.length > 0,
  )
  /** Who speaks for the site now: the agent, or null for the site itself. */
  const speaker = computed(() => {
    const head = client.conversation.value.head.value
    return head?.status === 'closed' ? null : (head?.agent ?? null)
  })
  const words = () => dress.peek().texts

  const pieces = {
    messages: createPiece(root, () => import('../later/messages.tsx')),
    bodies: createPiece(root, () => import('../later/bodies.tsx')),
    sheet: createPiece(root, () => import('../later/sheet.tsx')),
    emoji: createPiece(root, () => import('../later/emoji.tsx')),
    viewer: createPiece(root, () => import('../later/viewer.tsx')),
  }

  // The draft outlives a reload once there is a conversation: a visitor who has not acted stores nothing.
  const kept = `foyer.draft:${host.config.site}`
  const keepDraft = (text: string) => {
    try {
      if (text === '') sessionStorage.removeItem(kept)
      else if (conversation().id.peek() !== null) sessionStorage.setItem(kept, text)
    } catch {}
  }

  const told = watchThread(host, client.conversation)
  const offs = [
    effect(() => {
      const count = client.unread.value
      host.setUnread(count, plural(dress.value.texts.unread, count, dress.value.tag))
      host.emit('unread', { count })
    }),
    // Nobody sees what is said of a thread that was left.
    effect(() => {
      void client.conversation.value
      quote.value = null
    }),
  ]

  const model = {
    host,
    client,
    dress,
    open,
    screen,
    entry,
    draft,
    quote,
    warning,
    sheet,
    viewed,
    pieces,
    hasFaq,
    hasThread,
    isClosed,
    speaker,
    pick(item: FaqItem) {
      picked.add(item.id)
      entry.value = item
      screen.value = 'answer'
    },
    fetchMessages() {
      pieces.messages.load().catch(() => {})
    },
    write(text: string) {
      if (text !== '') {
        client.connect()
        model.fetchMessages()
      }
      draft.value = text
      warning.value = ''
      keepDraft(text)
      if (!isClosed.peek() && hasThread.peek()) conversation().setTyping(text !== '')
    },
    send(text: string) {
      const content = text.trim()
      if (content === '') return
      if (isClosed.peek()) client.startAnew()
      const begins = !hasThread.peek()
      const quoted = quote.peek()?.seq ?? undefined
      batch(() => {
        screen.value = 'thread'
        quote.value = null
        client.connect()
        conversation().post(
          { kind: 'text', text: content },
          { quote: quoted, faq: begins && picked.size > 0 ? [...picked] : undefined },
        )
      })
      told.posted()
      picked.clear()
      host.emit('message', { by: 'visitor', text: content })
    },
    sendDraft() {
      const text = draft.peek()
      model.write('')
      model.send(text)
    },
    async addFiles(files: Iterable<File>) {
      const list = [...files]
      if (list.length === 0 || isClosed.peek()) return
      client.connect()
      screen.value = 'thread'
      for (const file of list) {
        const { fileTypes } = dress.peek().config
        const limit = Math.min(client.limits.peek().file, dress.peek().config.limits.file)
        const name = cleanName(file.name) || 'file'
        const { fileProblem } = await pieces.bodies.load()
        const problem = fileProblem(file, name, limit, fileTypes, dress.peek())
        if (problem !== null) warning.value = problem
        else {
          conversation().postFile(file, name)
          told.posted()
        }
      }
    },
    talk() {
      if (isClosed.peek()) client.startAnew()
      screen.value = 'thread'
    },
    back() {
      screen.value = 'home'
    },
    async end() {
      const answer = await conversation().end()
      if (answer.error) warning.value = explain(answer.error, dress.peek())
    },
    askToEnd() {
      const { endTitle, endText, end } = words()
      model.ask({ title: endTitle, text: endText, choices: [{ label: end, danger: true, run: model.end }] })
    },
    view(file: FileRef) {
      viewed.value = file
      pieces.viewer.load().catch(() => (viewed.value = null))
    },
    ask(what: Sheet) {
      sheet.value = what
      pieces.sheet.load().catch(() => (sheet.value = null))
    },
    async reset() {
      await client.reset()
      batch(() => {
        picked.clear()
        draft.value = ''
        keepDraft('')
        warning.value = ''
        quote.value = sheet.value = entry.value = viewed.value = null
        screen.value = hasFaq.peek() ? 'home' : 'thread'
      })
    },
    restoreDraft() {
      try {
        draft.value = sessionStorage.getItem(kept) ?? ''
      } catch {}
    },
    destroy() {
      told.off()
      for (const off of offs) off()
      client.destroy()
    },
  }
  return model
}

export type Model = ReturnType<typeof createModel>

/** What a message says on one line; empty where it says nothing in words. */
export function textOf(body: Body): string {
  if ('text' in body) return toPlain(body.text)
  if (body.kind === 'file') return cleanName(body.file.name)
  return body.kind === 'card' ? body.card.title : ''
}

/** Why something was refused, for the visitor; `name` is the file's, where it was one. */
export function explain(error: ProtocolError, { texts, config, tag }: Dress, name = ''): string {
  switch (error.code) {
    case 'rate_limited':
      return texts.tooMany
    case 'closed':
      return texts.conversationClosed
    case 'blocked':
      return texts.blocked
    case 'too_large':
      return fill(texts.fileTooLarge, { name, size: formatSize(config.limits.file, tag) })
    case 'unsupported_type':
      return fill(texts.fileType, { name })
    default:
      return texts.unknownError
  }
}

// Tells the page of what happens in the thread. What was there when it was opened is not news.
function watchThread(host: PanelHost, current: { value: Conversation }) {
  let begun = false
  const offs = new Map<Conversation, () => void>()
  const watch = (conversation: Conversation) => {
    let seen: number | null = null
    let wasOpen = false
    const news = (items: Item[]) => {
      const head = conversation.head.value
      if (head === null) return
      seen ??= head.read.visitor
      for (const item of items) {
        if (item.kind !== 'message' || item.mine || (item.seq ?? 0) <= seen) continue
        seen = item.seq!
        const text = item.body.kind === 'text' ? { text: item.body.text } : {}
        host.emit('message', { by: item.by.kind, ...text })
      }
    }
    const off = effect(() => {
      const id = conversation.id.value
      const status = conversation.head.value?.status
      if (id !== null && begun) {
        begun = false
        host.emit('conversationStarted', { id })
      }
      if (status === 'open') wasOpen = true
      if (id !== null && status === 'closed' && wasOpen) {
        wasOpen = false
        host.emit('conversationEnded', { id })
      }
      news(conversation.items.value)
    })
    offs.set(conversation, off)
  }
  const off = effect(() => {
    const conversation = current.value
    if (offs.has(conversation)) return
    for (const [, stop] of offs) stop()
    offs.clear()
    watch(conversation)
  })
  return {
    posted() {
      if (current.value.id.peek() === null) begun = true
    },
    off() {
      off()
      for (const [, stop] of offs) stop()
    },
  }
}
