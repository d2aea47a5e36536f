// An answerer of one's own: Foyer posts each question here, signed, and shows what this answers. It knows
// opening hours, wants a person for refunds, answers from what Foyer found where that is sure to fit, and leaves
// the rest to the FAQ.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

const { FOYER_SIGNING_SECRET: secret, PORT: port = '8090', HOST: host = '127.0.0.1' } = process.env
if (!secret) {
  console.error('Set FOYER_SIGNING_SECRET to the site’s signing secret: console, Assistant.')
  process.exit(2)
}

interface Question {
  question: string
  locale: string
  history: { by: 'visitor' | 'assistant' | 'agent'; text: string }[]
  /** The best first: entries of the FAQ (with `faq`) and pieces of documents. */
  passages: { title: string; url?: string; text: string; faq?: string }[]
}

/** `{}`: the FAQ answers. */
type Answer =
  | { text: string; sources?: { title: string; url?: string }[] }
  | { handOff: true }
  | Record<never, never>

function answer({ question, passages }: Question): Answer {
  const asked = question.toLowerCase()
  if (/\brefund/.test(asked)) return { handOff: true }
  if (/\bopen(ing)?\b.*\b(now|today|hours)\b/.test(asked)) {
    const day = new Date().getDay()
    return { text: day === 0 ? 'We are closed on Sundays.' : 'Today we are open from **9** to **17**.' }
  }
  const exact = passages.find(({ title }) => title.toLowerCase() === asked.trim())
  return exact ? { text: exact.text, sources: [{ title: exact.title }] } : {}
}

/** Whether Foyer sent this, and not long ago. Compared in constant time. */
function isSigned(header: string, body: string, key: string): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (seconds === undefined || given === undefined) return false
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false
  const expected = createHmac('sha256', key).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const server = createServer(async (request, response) => {
  const body = await read(request)
  if (!isSigned(String(request.headers['foyer-signature'] ?? ''), body, secret)) {
    response.writeHead(401).end()
    return
  }
  const question = JSON.parse(body) as Question
  console.log(question.question)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(question)))
})
server.listen(Number(port), host, () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`Answering on http://${host}:${address?.port}`)
})
