/**
 * The conversation on screen: the client's thread, and what this agent is doing in it (what is typed,
 * quoted, edited, highlighted). Made when it is opened, left when another one is.
 */
import type { AgentConversation, Message } from '@foyer/client'
import type { Actor, Id, ProtocolError, Seq, Suggestion, VisitorProfile } from '@foyer/protocol'
import { computed, effect, type Signal, signal } from '@preact/signals'
import type { Drafts } from './drafts.ts'

export type ComposerMode = 'reply' | 'note'

/** What is offered over the composer; one at a time. */
export type Offering = 'quick' | 'emoji' | 'products' | 'forms'

/** Whether the visitor is still there, and on which page, is asked for this often while one looks. */
const profileAge = 20_000

const noSuggestions: Suggestion[] = []
const mostSuggestions = 3

export function createOpenThread(
  id: Id,
  thread: AgentConversation,
  drafts: Drafts,
  /** Files that go with the next reply. */
  pasted: Signal<readonly File[]>,
  readVisitor: (id: Id) => Promise<VisitorProfile | null>,
  me: () => Id | null,
) {
  const draft = drafts.of(id)
  const mode = signal<ComposerMode>(draft.mode)
  const text = signal(draft.text)
  const quote = signal<Seq | null>(draft.quote ?? null)
  const editing = signal<Message | null>(null)
  /** Notes on their way: replies have the client's outbox, these only this, should the tab be closed before they are there. */
  const going = signal<readonly string[]>([])
  const highlight = signal<Seq | null>(null)
  /** Counts up to ask the composer for the focus. */
  const wantsFocus = signal(0)
  const offering = signal<Offering | null>(null)
  /** What was typed before it was translated; kept beside the message for agents (IN-9). */
  const original = signal<string | null>(null)
  /** What is fetched later hears keys of the composer first; true where one was meant for it. */
  const steers = new Set<(event: KeyboardEvent) => boolean>()
  /** Whether it was open here, so that closing it asks for what comes afterwards. */
  let wasOpen = false
  /** Where "new" began when the thread was opened; fixed, or the line would move while one reads. */
  const readUpTo = signal<Seq | null>(null)

  const stops = [
    effect(() => {
      const isNote = mode.value === 'note' || (text.value === '' && quote.value === null)
      const notes = isNote ? going.value : []
      const kept = {
        text: [...notes, ...(text.value === '' ? [] : [text.value])].join('\n'),
        mode: notes.length > 0 ? ('note' as const) : mode.value,
        ...(quote.value === null ? {} : { quote: quote.value }),
      }
      // What stands in the box while a sent message is edited is not a draft of a new one.
      if (editing.value === null) drafts.keep(id, kept)
    }),
    effect(() => {
      const head = thread.head.value
      if (head !== null && readUpTo.peek() === null) readUpTo.value = head.read.agent
      wasOpen ||= head !== null && head.status !== 'closed'
    }),
  ]

  const quoted = computed(() => {
    const seq = quote.value
    if (seq === null) return null
    return (
      thread.items.value.find((item): item is Message => item.kind === 'message' && item.seq === seq) ?? null
    )
  })

  const newestOf = () =>
    thread.items.peek().findLast((item): item is Message => item.kind === 'message' && !item.note) ?? null
  /** The newest message when the reply was begun; null while none is. */
  let begunAt: string | null = null
  /** The colleague who answered while this agent was writing a reply; null where nobody has. */
  const answeredMeanwhile = computed<Actor | null>(() => {
    const newest = thread.items.value.findLast(
      (item): item is Message => item.kind === 'message' && !item.note,
    )
    if (text.value.trim() === '' || mode.value !== 'reply' || editing.value !== null) {
      begunAt = null
      return null
    }
    begunAt ??= newestOf()?.key ?? ''
    const isOther = newest?.mine === true && newest.by.kind === 'agent' && newest.by.id !== me()
    return isOther && newest.key !== begunAt ? newest.by : null
  })

  /** The visitor's message whose suggestions were put away. */
  const putAway = signal<string | null>(null)
  const asked = computed(() => {
    const last = thread.items.value.findLast(
      (item) => item.kind === 'message' && !item.note && item.by.kind !== 'system',
    )
    return last?.kind === 'message' && last.by.kind === 'visitor' ? last.key : null
  })
  /** What fits the visitor's newest message, for as long as nobody has answered it (AS-2). */
  const suggestions = computed(() => {
    const isFor = asked.value !== null && asked.value !== putAway.value
    if (!isFor || !isOpen.value || mode.value !== 'reply' || editing.value !== null) return noSuggestions
    return thread.suggestions.value.slice(0, mostSuggestions)
  })

  // Every message looks at these: the head itself is another one with each message and each read marker.
  const site = computed(() => thread.head.value?.site)
  const isOpen = computed(() => thread.head.value !== null && thread.head.value.status !== 'closed')

  /** Newer than what came with the opening, once it was asked for. */
  const profile = signal<VisitorProfile | null>(null)
  const visitor = computed(() => profile.value ?? thread.visitor.value)
  const nickname = computed(() => visitor.value?.nickname ?? '')
  const timer = setInterval(() => void refresh(), profileAge)

  async function refresh(): Promise<void> {
    const held = visitor.peek()
    if (held === null || document.visibilityState !== 'visible') return
    profile.value = (await readVisitor(held.id)) ?? profile.peek()
  }

  function reset(): void {
    text.value = ''
    quote.value = null
    editing.value = null
    original.value = null
  }

  return {
    id,
    thread,
    site,
    isOpen,
    mode,
    text,
    quote,
    quoted,
    pasted,
    editing,
    highlight,
    wantsFocus,
    offering,
    original,
    steers,
    wasOpen: () => wasOpen,
    readUpTo,
    profile,
    visitor,
    nickname,
    write(as: ComposerMode) {
      mode.value = as
      if (as === 'note') quote.value = null
      wantsFocus.value++
    },
    quoteMessage(message: Message) {
      if (!message.quotable || message.seq === null) return
      editing.value = null
      mode.value = 'reply'
      quote.value = message.seq
      wantsFocus.value++
    },
    edit(message: Message) {
      if (message.body.kind !== 'text') return
      editing.value = message
      quote.value = null
      text.value = message.body.text
      wantsFocus.value++
    },
    cancel() {
      if (editing.peek() !== null) text.value = ''
      editing.value = null
      quote.value = null
    },
    suggestions,
    answeredMeanwhile,
    putSuggestionsAway() {
      putAway.value = asked.peek()
    },
    /** Sends a suggestion as it is, or puts it behind what is typed already; false where there is none. */
    useSuggestion(at: number, how: 'send' | 'edit'): boolean {
      const suggestion = suggestions.peek()[at]
      if (suggestion === undefined) return false
      if (how === 'send') {
        thread.setTyping(false)
        thread.post({ kind: 'text', text: suggestion.answer })
        return true
      }
      const typed = text.peek().trimEnd()
      text.value = typed === '' ? suggestion.answer : `${typed}\n\n${suggestion.answer}`
      wantsFocus.value++
      return true
    },
    /** Posts, notes or saves what was typed; resolves to why not. What was refused is back in the box. */
    async send(isOffline: boolean): Promise<ProtocolError | null> {
      const typed = text.peek().trim()
      if (typed === '') return null
      const edited = editing.peek()
      if (edited !== null && edited.seq !== null) {
        reset()
        const answer = await thread.edit(edited.seq, typed)
        return answer.error ?? null
      }
      if (mode.peek() === 'note') {
        going.value = [...going.peek(), typed]
        reset()
        const answer = await thread.note(typed)
        const at = going.peek().indexOf(typed)
        going.value = going.peek().filter((_, index) => index !== at)
        if (answer.error !== undefined && text.peek() === '') text.value = typed
        return answer.error ?? null
      }
      const seq = quote.peek()
      const before = original.peek()
      thread.setTyping(false)
      thread.post(
        { kind: 'text', text: typed },
        {
          ...(seq === null ? {} : { quote: seq }),
          ...(isOffline ? { offline: true as const } : {}),
          ...(before === null || before === typed ? {} : { original: before }),
        },
      )
      reset()
      return null
    },
    leave() {
      // They still go out; back here, they would stand in the box beside what went.
      going.value = []
      clearInterval(timer)
      for (const stop of stops) stop()
      thread.leave()
    },
  }
}

export type OpenThread = ReturnType<typeof createOpenThread>
