/** A conversation's log from its beginning, page by page: nobody holds more of it than a page. */
import type { Event, Id } from '@foyer/protocol'
import type { Conversations } from '../ports/conversations.ts'

const page = 100

export async function* readWholeLog(
  conversations: Pick<Conversations, 'readLog'>,
  conversation: Id,
  audience: 'visitor' | 'agent',
  from: [seq: number, sub: number] = [0, -1],
): AsyncGenerator<Event[]> {
  let after = from
  for (;;) {
    const { events, more } = await conversations.readLog(conversation, { after, limit: page, audience })
    if (events.length > 0) yield events
    const last = events.at(-1)
    if (!more || last === undefined) return
    after = [last.seq, last.sub ?? 0]
  }
}
