/** The newest events of a conversation that visitors may see, oldest first, for those who tell of it elsewhere. */
import type { Event, Id } from '@foyer/protocol'
import type { Conversations } from '../ports/conversations.ts'

const page = 100

export async function readNewest(
  conversations: Pick<Conversations, 'readLog'>,
  conversation: Id,
  most: number,
): Promise<Event[]> {
  const all: Event[][] = []
  let before: [number, number] | undefined
  for (let count = 0; count < most; count += page) {
    const { events, more } = await conversations.readLog(conversation, {
      ...(before === undefined ? {} : { before }),
      limit: page,
      audience: 'visitor',
    })
    all.unshift(events)
    const [first] = events
    if (!more || first === undefined) break
    before = [first.seq, first.sub ?? 0]
  }
  return all.flat()
}
