/**
 * One thread as signals, for either side: the list to show and the verbs of `Conversation`. What feeds it from
 * the server is the feed's; everything unsent lives in the outbox, never here.
 */
import type { Head, Id, ProtocolError } from '@foyer/protocol'
import { batch, computed, signal } from '@preact/signals-core'
import type { Draft, Upload, VisitorConversation } from './api.ts'
import { fetchPiece } from './fetch-piece.ts'
import { blank, type Transcript } from './held.ts'
import { newId } from './ids.ts'
import type { Entry } from './outbox.ts'
import type { Feed, Thread, ThreadParts, ThreadState } from './thread.ts'
import type { Typist } from './typing.ts'
import { foldUnsent, isTheirs } from './unsent.ts'

type NotThere = { re: number; ok?: undefined; error: ProtocolError }
const notThere: NotThere = { re: 0, error: { code: 'not_found', message: 'There is no conversation yet' } }

export function createThread(parts: ThreadParts, first: Id | null): Thread {
  const { side, ask, outbox } = parts
  const id = signal(first)
  const head = signal<Head | null>(null)
  const transcript = signal<Transcript>(blank)
  const typing = signal<Typist | null>(null)
  const draft = signal<Draft | null>(null)
  const uploads = signal<readonly Upload[]>([])
  /** What is uploaded, and how to give it up. */
  const files = new Map<string, { file: Blob; abort: AbortController }>()
  let turn: Promise<unknown> = Promise.resolve()
  const state: ThreadState = { id, head, transcript, typing, draft }
  let made: Feed | undefined
  const feed = (): Feed | undefined => (made ??= parts.feeder()?.(parts, state))

  const uploadOf = (key: string) => uploads.peek().find((one) => one.key === key)

  function setUpload(key: string, change: Partial<Upload>): void {
    uploads.value = uploads.peek().map((one) => (one.key === key ? { ...one, ...change } : one))
  }

  function endUpload(key: string): void {
    const { preview } = uploadOf(key) ?? {}
    if (preview) URL.revokeObjectURL(preview)
    files.get(key)?.abort.abort()
    files.delete(key)
    uploads.value = uploads.peek().filter((one) => one.key !== key)
  }

  /** One after the other, so that they arrive in the order in which they were chosen. */
  function upload(key: string, file: Blob, name: string): void {
    const run = { file, abort: new AbortController() }
    files.set(key, run)
    turn = turn
      .then<unknown>(() => files.get(key) === run && uploadNow(key, run, name))
      .catch(() => setUpload(key, { state: 'failed', error: { code: 'unavailable', message: '' } }))
  }

  async function uploadNow(
    key: string,
    run: { file: Blob; abort: AbortController },
    name: string,
  ): Promise<void> {
    const { file } = run
    const result = await fetchPiece(() => import('./uploads.ts')).then(
      async ({ sendFile }) =>
        sendFile({
          url: parts.url,
          file,
          name,
          token: await parts.token(),
          consent: parts.consent?.(),
          limit: parts.fileLimit(),
          signal: run.abort.signal,
          site: side === 'agent' ? head.peek()?.site : undefined,
          progress: (sent) => setUpload(key, { sent }),
        }),
      () => ({ file: undefined, error: { code: 'unavailable', message: '' } as const }),
    )
    if (files.get(key) !== run) return
    if (result.error) setUpload(key, { state: 'failed', error: result.error })
    else
      batch(() => {
        endUpload(key)
        put({ key, body: { kind: 'file', file: result.file } })
      })
  }

  function put(said: Omit<Entry, 'conversation' | 'at' | 'consent'>): void {
    outbox.put({ ...said, conversation: id.peek(), at: Date.now(), consent: parts.consent?.() })
  }

  function send(said: Omit<Entry, 'key' | 'conversation' | 'at'>): string {
    // First, because it may find that this browser holds a conversation already.
    parts.act()
    const key = newId()
    feed()?.still()
    put({ ...said, key })
    return key
  }

  /** A change of this conversation, or the answer that there is none yet. */
  function change<T>(make: (conversation: Id, cid: Id) => Promise<T>): Promise<T | NotThere> {
    const conversation = id.peek()
    return conversation ? make(conversation, newId()) : Promise.resolve(notThere)
  }

  const view: VisitorConversation = {
    id,
    head,
    items: computed(() =>
      (feed()?.fold ?? foldUnsent)({
        transcript: transcript.value,
        head: head.value,
        entries: outbox.entries.value.filter((entry) => parts.owns(entry, thread)),
        uploads: uploads.value,
        side,
        self: parts.self(),
      }),
    ),
    typing,
    draft,
    unread: computed(() => {
      const read = head.value?.read[side] ?? 0
      return transcript.value.events.filter((event) => event.seq > read && isTheirs(event, side)).length
    }),
    hasOlder: computed(() => transcript.value.more),
    loadOlder: async () => feed()?.loadOlder() ?? false,
    loadUntil: async (seq) => feed()?.loadUntil(seq) ?? false,
    post: (body, options) => send({ ...options, body }),
    pick: (target, option) =>
      send({
        pick: { target, option },
        body: { kind: 'text', text: feed()?.labelOf(target, option) ?? '' },
      }),
    submit: (target, values) => send({ submit: { target, values }, body: { kind: 'text', text: '' } }),
    requestHandoff(group) {
      const failed = outbox.entries.peek().find((entry) => entry.handoff && entry.error)
      if (!failed) return send({ handoff: true, group, body: { kind: 'text', text: '' } })
      outbox.put({ ...failed, group, error: undefined, consent: parts.consent?.() })
      return failed.key
    },
    rateAnswer: (seq, helpful) =>
      change((conversation) => ask('answer.rate', { conversation, seq, helpful })),
    postFile(file, name) {
      parts.act()
      const key = newId()
      const { type, size } = file
      const preview = type.startsWith('image/') ? URL.createObjectURL(file) : undefined
      uploads.value = [
        ...uploads.peek(),
        { kind: 'upload', key, at: Date.now(), name, type, size, sent: 0, state: 'uploading', preview },
      ]
      upload(key, file, name)
      return key
    },
    retry(key) {
      const failed = uploadOf(key)
      if (!failed) outbox.retry(key)
      else if (failed.error) {
        setUpload(key, { state: 'uploading', sent: 0, error: undefined })
        upload(key, files.get(key)!.file, failed.name)
      }
    },
    remove(key) {
      if (uploadOf(key)) endUpload(key)
      else if (outbox.entries.peek().some((entry) => entry.key === key && entry.error)) outbox.drop(key)
    },
    read: (seq) => feed()?.read(seq),
    setTyping: (active, preview) => feed()?.setTyping(active, preview),
    edit: (target, text) =>
      change((conversation, cid) =>
        ask('message.edit', { conversation, cid, target, body: { kind: 'text', text } }),
      ),
    delete: (target) => change((conversation, cid) => ask('message.delete', { conversation, cid, target })),
    end: () => change((conversation, cid) => ask('conversation.end', { conversation, cid })),
  }

  const thread: Thread = {
    view,
    state,
    feed: () => feed()!,
    destroy() {
      feed()?.end()
      for (const key of files.keys()) endUpload(key)
    },
  }
  return thread
}
