// A bot without a browser: it signs in with an agent's token, waits for conversations that nobody has, and
// answers from the FAQ. What it finds no entry for it leaves to people, with a note for them.
import { createAgentClient } from '@foyer/client'

const {
  FOYER_URL: url = 'http://localhost:8080',
  FOYER_TOKEN: token,
  FOYER_SITE: site = 'demo',
} = process.env
if (!token) {
  console.error('Set FOYER_TOKEN to an agent’s token; `npm run foyer -- demo --json` prints two.')
  process.exit(2)
}

interface Entry {
  question: string
  answer: string
}

const client = createAgentClient({ url, token, sdk: 'example-bot/1' })
const attended = new Set<string>()

client.onRow(({ head, unreplied }) => {
  if (unreplied && head.status === 'open' && !head.agent) attend(head.id)
})
client.inbox.watch('unassigned')
client.connect()
client.connection.subscribe(({ state, reason }) => {
  console.log(reason ? `${state}: ${reason}` : state)
  // A token that is refused stays refused.
  if (state === 'stopped') process.exit(1)
})

function attend(id: string): void {
  if (attended.has(id)) return
  attended.add(id)
  const conversation = client.open(id)
  let upTo = 0
  conversation.items.subscribe((items) => {
    const last = items.findLast((item) => item.kind === 'message' && !item.note)
    if (last?.kind !== 'message' || last.by.kind !== 'visitor' || last.seq === null || last.seq <= upTo)
      return
    upTo = last.seq
    const { seq, body } = last
    if (body.kind !== 'text') return
    void findEntry(body.text).then(async (entry) => {
      if (entry) conversation.post({ kind: 'text', text: entry.answer }, { quote: seq })
      else await conversation.note('The bot found no answer to this.')
    })
  })
}

/** The entry with the most words in common with what was asked; null where that are fewer than two. */
async function findEntry(asked: string): Promise<Entry | null> {
  const response = await fetch(`${url}/v1/sites/${site}/widget`)
  const { faq } = (await response.json()) as { faq: Entry[] }
  const words = wordsOf(asked)
  const scored = faq.map((entry) => ({ entry, score: countCommon(words, wordsOf(entry.question)) }))
  const best = scored.sort((one, other) => other.score - one.score)[0]
  return best && best.score >= 2 ? best.entry : null
}

const countCommon = (one: Set<string>, other: Set<string>): number =>
  [...one].filter((word) => other.has(word)).length

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{3,}/gu))
