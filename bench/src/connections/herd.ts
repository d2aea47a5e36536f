// Visitors, each on a socket of its own, who have all written something and now wait; in a process of its own. When
// their server is gone they come back the way that a client does (protocol §10): half a second, doubling to
// thirty, with full jitter, and with the token and the position that they have.
import { type MiniSocket, openMini } from '../server/mini-socket.ts'

export interface HerdPlan {
  port: number
  site: string
  visitors: number
  /** How many come at a time, at first. */
  atOnce: number
}

export interface HerdResult {
  /** Milliseconds from when the server was killed until each was greeted again, in ascending order. */
  back: number[]
  /** Of the attempts that were answered: from the attempt until it was greeted, in ascending order. */
  greeted: number[]
  /** Attempts that were refused or cut. */
  failed: number
  /** Whose conversation was not named in the greeting. */
  notResumed: number
}

interface Visitor {
  token: string | null
  conversation: string | null
  attempts: number
}

const origin = 'http://localhost:3000'
const plan = JSON.parse(process.argv[2] ?? '') as HerdPlan
const visitors: Visitor[] = Array.from({ length: plan.visitors }, () => ({
  token: null,
  conversation: null,
  attempts: 0,
}))
const result: HerdResult = { back: [], greeted: [], failed: 0, notResumed: 0 }
let killedAt: number | null = null

process.on('disconnect', () => process.exit(0))
process.on('message', (message) => {
  if (message === 'killing') killedAt = performance.now()
})

/** Resolves once greeted; a visitor who never wrote writes, and waits for the answer too. */
async function connect(visitor: Visitor): Promise<void> {
  const began = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let isGreeted = false
  let socket: MiniSocket | undefined
  const opened = openMini({
    port: plan.port,
    path: `/v1/socket?site=${plan.site}`,
    origin,
    onClose() {
      if (isGreeted) void comeBack(visitor)
      else reject(new Error('cut before it was greeted'))
    },
    onFrame(payload) {
      // Answers alone: whatever is pushed does not matter here.
      if (payload[2] !== 0x72) return
      const answer = JSON.parse(payload.toString()) as Answer
      if (answer.ok === undefined) return reject(new Error(payload.toString()))
      if (answer.ok.conversation !== undefined) {
        visitor.conversation = answer.ok.conversation
        return resolve()
      }
      isGreeted = true
      visitor.token = answer.ok.token ?? visitor.token
      result.greeted.push(performance.now() - began)
      if (visitor.conversation !== null) {
        if (!payload.includes(visitor.conversation)) result.notResumed += 1
        return resolve()
      }
      socket?.send(
        `{"id":2,"do":"message.post","conversation":null,"cid":"${crypto.randomUUID()}","body":{"kind":"text","text":"Hello?"}}`,
      )
    },
  })
  socket = await opened
  const resume = visitor.conversation === null ? {} : { [visitor.conversation]: 2 }
  socket.send(JSON.stringify({ id: 1, do: 'hello', role: 'visitor', token: visitor.token, resume }))
  await promise
}

interface Answer {
  ok?: { token?: string; conversation?: string }
}

async function comeBack(visitor: Visitor): Promise<void> {
  for (;;) {
    const most = Math.min(30_000, 500 * 2 ** visitor.attempts)
    visitor.attempts += 1
    await new Promise((resolve) => setTimeout(resolve, Math.random() * most))
    try {
      await connect(visitor)
      break
    } catch {
      result.failed += 1
    }
  }
  visitor.attempts = 0
  result.back.push(performance.now() - (killedAt ?? 0))
  if (result.back.length < plan.visitors) return
  for (const times of [result.back, result.greeted]) times.sort((one, other) => one - other)
  process.send?.(result)
}

for (let start = 0; start < plan.visitors; start += plan.atOnce) {
  await Promise.all(visitors.slice(start, start + plan.atOnce).map(connect))
}
result.greeted.length = 0
process.send?.('held')
