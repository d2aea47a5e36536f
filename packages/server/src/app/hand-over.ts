/**
 * Tells an outside helpdesk of a handoff (AS-13): the conversation with its transcript, posted to the site's
 * address until it is taken. What is due is moved ahead in the store before each try, so that one node tries,
 * and a server that dies in the middle of it tries again; the id is the same each time, for receivers to see
 * that they have it. After the last try agents are told, and the conversation waits for them.
 */
import type { Event, SiteSettings } from '@foyer/protocol'
import { dueHandOver } from '../core/conversation/policy.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import { transcriptOf } from '../core/conversation/transcript.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due } from '../ports/conversations.ts'
import type { SignedPost } from '../ports/outgoing.ts'
import type { Visitors } from '../ports/visitors.ts'
import { derivedId } from './derived-id.ts'
import type { FileLinks } from './file-links.ts'
import type { Conversing } from './handle-command.ts'
import { readNewest } from './read-newest.ts'

export interface HandingOver {
  /** Of the sweep. Moves it ahead at once and settles it when it is done. */
  begin(due: Due): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
}

/** Milliseconds after each failure; after the last one there is no other try. */
export const handOverPauses = [1_000, 5_000, 30_000, 300_000, 1_800_000] as const
/** Milliseconds. */
const within = 10_000
/** Somewhat longer than a try may take: by then whoever had it is gone. */
const claimedFor = 15_000
/** At once; the others wait a moment, and nothing else waits for them. */
const mostAtOnce = 32
const heldBackFor = 5_000
/** Bytes of the answer, which nobody reads; characters and events of a transcript. */
const mostAnswer = 65_536
const mostTranscript = 500_000
const mostEvents = 2_000

export interface HandOverPorts {
  conversations: Pick<Conversations, 'findEvent' | 'readLog' | 'postpone' | 'settle'>
  conversing: Pick<Conversing, 'find' | 'handle'>
  visitors: Pick<Visitors, 'find'>
  links: Pick<FileLinks, 'sign'>
  post: SignedPost
  settingsOf(site: string): SiteSettings | null
  /** The server's own address. */
  url(): string
  clock: Clock
  /** For the log: why a try failed. */
  failed(site: string, reason: string): void
  report(fault: unknown): void
}

export function createHandingOver(ports: HandOverPorts): HandingOver {
  const { conversations, clock } = ports
  const atWork = new Set<Promise<void>>()

  async function run(due: Due): Promise<void> {
    const { tries = 0 } = due
    const claim = { at: clock.now() + claimedFor, tries: tries + 1 }
    if (!(await conversations.postpone(due, claim))) return
    const claimed: Due = { ...due, ...claim }
    const failure = await attempt(due)
    if (failure === null) return conversations.settle(due.id)
    ports.failed(due.site, failure)
    const pause = failure === 'refused (410)' ? undefined : handOverPauses[tries]
    if (pause !== undefined) {
      await conversations.postpone(claimed, { at: clock.now() + pause, tries: claim.tries })
      return
    }
    await tellAgents(due, failure)
    await conversations.settle(due.id)
  }

  /** Null: it was taken, or there is nothing to tell any more. */
  async function attempt(due: Due): Promise<string | null> {
    const settings = ports.settingsOf(due.site)
    const state = (await ports.conversing.find(due.conversation))?.state
    const event = await conversations.findEvent(due.conversation, ...dueHandOver.eventOf(due))
    if (settings === null || state === undefined || event?.type !== 'handoff.requested') return null
    const { to, url } = settings.assistant.handoff
    // It goes elsewhere by now, so people here see to it.
    if (to !== 'webhook') return null
    const answer = await ports.post(due.site, {
      id: `msg_${derivedId({ id: due.id, at: event.at })}`,
      url,
      body: await bodyOf(state, settings, event),
      within,
      most: mostAnswer,
    })
    const { status } = answer
    // Nobody reads the rest.
    if (status !== undefined && status >= 200 && status <= 299) return null
    return 'failed' in answer ? answer.failed : `refused (${status})`
  }

  /** What docs/assistant.md promises. */
  async function bodyOf(state: ConversationState, settings: SiteSettings, event: Event & { how?: string }) {
    const visitor = await ports.visitors.find(state.visitor)
    const { lines, isCut } = transcriptOf(
      await readNewest(conversations, state.id, mostEvents),
      (file) => ports.url() + ports.links.sign(file),
      mostTranscript,
    )
    return {
      type: 'handoff.requested',
      at: event.at,
      reason: event.how ?? null,
      site: { id: state.site, name: settings.name },
      conversation: {
        id: state.id,
        startedAt: state.startedAt,
        url: `${ports.url()}/console/#/inbox/all/${state.id}`,
      },
      visitor: {
        id: state.visitor,
        nickname: visitor?.nickname ?? null,
        locale: visitor?.locale ?? null,
        page: visitor?.page ?? null,
        attributes: visitor?.attributes ?? {},
      },
      transcript: lines,
      ...(isCut ? { isCut } : {}),
    }
  }

  async function tellAgents(due: Due, failure: string): Promise<void> {
    const state = (await ports.conversing.find(due.conversation))?.state
    const event = await conversations.findEvent(due.conversation, ...dueHandOver.eventOf(due))
    if (state === undefined || event === null) return
    const cid = derivedId({ id: `${due.id}:givenUp`, at: event.at })
    await ports.conversing.handle({
      visitor: state.visitor,
      conversation: due.conversation,
      cid,
      sender: { kind: 'system' },
      names: ['note.posted'],
      command: () => ({
        do: 'note.post',
        at: clock.now(),
        by: { kind: 'system' },
        cid,
        text: `The outside helpdesk did not take this handoff (${failure}). Nobody there knows of it.`,
      }),
    })
  }

  return {
    begin(due) {
      const isHeldBack = atWork.size >= mostAtOnce
      const work = (
        isHeldBack
          ? conversations.postpone(due, { at: clock.now() + heldBackFor, tries: due.tries ?? 0 })
          : run(due)
      )
        .catch(ports.report)
        .then(() => void atWork.delete(work))
      atWork.add(work)
    },
    async idle() {
      await Promise.all(atWork)
    },
  }
}
