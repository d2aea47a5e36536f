/**
 * The rules of the outbox, pure: in order, one unanswered at a time per conversation, same cid. What is
 * refused is failed and lets the next pass.
 */
import type { Answer, CommandKeys, Id, PostedBody, ProtocolError, Seq, Time } from '@foyer/protocol'

/** The commands that wait in an outbox. */
export type Sent = 'message.post' | 'option.pick' | 'form.submit' | 'handoff.request'

export interface Entry {
  /** Its cid; sorts by the time of typing. */
  key: Id
  /** Null: meant for a conversation that does not exist yet. */
  conversation: Id | null
  at: Time
  /** What it says; empty where it asks for a person. */
  body: PostedBody
  quote?: Seq
  faq?: Id[]
  guided?: Id
  offline?: true
  /** What was written before it was translated. */
  original?: string
  /** An option of that message; `body` is its label. */
  pick?: { target: Seq; option: string }
  /** The form of that message, filled in; `body` is empty. */
  submit?: { target: Seq; values: Record<string, string> }
  /** Asks for a person. */
  handoff?: true
  /** The one that is wanted for it. */
  group?: Id
  /** What was agreed to before, by its version; said where a conversation begins. */
  consent?: string | null
  /** Answered; stays until its event has come. */
  seq?: Seq
  /** Failed, and why. */
  error?: ProtocolError
}

/** What sends them; it comes with the line. */
export interface Sender {
  /** Sends what may go. */
  pump(): void
  /** Leaves no timer. */
  still(): void
}

/** Milliseconds to wait when the server wants patience and does not say how much. */
const patience = 5_000

/** What may go out now: of each conversation the first that waits, unless one of it is under way. */
export function due(entries: readonly Entry[], flying: ReadonlySet<Id>): Entry[] {
  const busy = new Set<Id | null>()
  for (const entry of entries) if (flying.has(entry.key)) busy.add(entry.conversation)
  return entries.filter((entry) => {
    if (entry.seq || entry.error || busy.has(entry.conversation)) return false
    busy.add(entry.conversation)
    return true
  })
}

/** The command that an entry is sent as. A pick and a form have a conversation: what they answer is there. */
export function commandOf(entry: Entry): [name: Sent, keys: CommandKeys<Sent>] {
  const {
    key: cid,
    conversation,
    pick,
    submit,
    handoff,
    group,
    consent,
    quote,
    faq,
    guided,
    offline,
    original,
    body: said,
  } = entry
  if (pick) return ['option.pick', { conversation: conversation!, cid, ...pick }]
  if (submit) return ['form.submit', { conversation: conversation!, cid, ...submit }]
  const agreed = consent && !conversation && { consent }
  if (handoff) return ['handoff.request', { conversation, cid, ...(group && { group }), ...agreed }]
  const body: PostedBody = said.kind === 'file' ? { kind: 'file', file: { id: said.file.id } } : said
  return [
    'message.post',
    {
      conversation,
      cid,
      body,
      ...(quote && { quote }),
      ...(faq && { faq }),
      ...(guided && { guided }),
      ...(offline && { offline }),
      ...(original && { original }),
      ...agreed,
    },
  ]
}

/** What an answer makes of an entry; a number is how long all have to wait before it is sent again. */
export function settle(entry: Entry, answer: Answer<Sent>): Entry | number {
  const { ok, error } = answer
  if (ok) return { ...entry, conversation: conversationOf(entry, ok), seq: ok.seq }
  if (error.code === 'rate_limited' || error.code === 'unavailable') return error.retryAfter ?? patience
  return { ...entry, error }
}

/** Where it went, as its answer says; that of a pick does not. */
export function conversationOf(entry: Entry, ok: NonNullable<Answer<Sent>['ok']>): Id {
  return 'conversation' in ok ? ok.conversation : entry.conversation!
}
