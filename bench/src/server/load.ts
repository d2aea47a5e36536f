// The load, in a process of its own: visitors who write and agents who read, over sockets. What it is to do
// comes as JSON in the first argument; what it saw goes to standard output as JSON.
import { randomBytes } from 'node:crypto'
import { type MiniSocket, openMini, openWs } from './mini-socket.ts'

export interface LoadPlan {
  target: { kind: 'foyer'; port: number; site: string; tokens: string[] } | { kind: 'relay'; port: number }
  mode: 'saturate' | 'pace' | 'hold'
  /** What the clients are made of: the least that can write frames, or `ws`. */
  clients: 'lean' | 'ws'
  visitors: number
  /** Messages of one visitor that may be unanswered; for `saturate`. */
  window: number
  /** Messages a second, all together; for `pace`. */
  rate: number
  /** Milliseconds before measuring, and of measuring. */
  warmUp: number
  measure: number
}

export interface LoadResult {
  /** Received by the agent while measuring. */
  received: number
  milliseconds: number
  /** Send → received by the agent, in milliseconds; for `pace`. */
  latency: { p50: number; p99: number; most: number } | null
}

interface Sender {
  socket: MiniSocket
  conversation: string | null
  nextId: number
  unanswered: number
  /** When each message was sent that the agent has not received. */
  sent: number[]
}

const origin = 'http://localhost:3000'
const padding = 'the quick brown fox jumps over the lazy dog, and then some more of it'

/** Handler of an agent's frame, found by the conversation in it. */
const byConversation = new Map<string, Sender>()
const senders: Sender[] = []
const latencies: number[] = []
let isMeasuring = false
let received = 0

const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan
const open = plan.clients === 'ws' ? openWs : openMini
process.on('disconnect', () => process.exit(0))

async function main(): Promise<void> {
  if (plan.mode === 'hold') {
    await openAll(plan.visitors, () => openVisitor(plan, 0))
    process.send?.('held')
    return
  }
  if (plan.target.kind === 'foyer') await openFoyer(plan.target)
  else await openRelay()
  const stop = plan.mode === 'saturate' ? saturate() : pace()
  await pause(plan.warmUp)
  process.send?.('measuring')
  isMeasuring = true
  const began = performance.now()
  await pause(plan.measure)
  isMeasuring = false
  const milliseconds = performance.now() - began
  process.send?.('measured')
  stop()
  latencies.sort((one, other) => one - other)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  const latency = plan.mode === 'pace' ? { p50: at(0.5), p99: at(0.99), most: at(1) } : null
  process.send?.({ received, milliseconds, latency } satisfies LoadResult, () => process.exit(0))
}

/** Each visitor writes as fast as it is answered. */
function saturate(): () => void {
  for (const sender of senders) for (let count = 0; count < plan.window; count += 1) post(sender)
  return () => undefined
}

/** So many a second, evenly, whether they are answered or not. */
function pace(): () => void {
  const began = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1_000) * plan.rate)
    for (; sent < due; sent += 1) {
      const sender = senders[sent % senders.length]
      // Timed from when it was due: a load that lags does not hide what its lag did.
      if (sender !== undefined) post(sender, began + (sent / plan.rate) * 1_000)
    }
  }, 1)
  return () => clearInterval(timer)
}

function post(sender: Sender, at = performance.now()): void {
  const id = sender.nextId
  sender.nextId += 1
  sender.unanswered += 1
  sender.sent.push(at)
  const where = sender.conversation === null ? 'null' : `"${sender.conversation}"`
  sender.socket.send(
    `{"id":${id},"do":"message.post","conversation":${where},"cid":"${cid()}","body":{"kind":"text","text":"${id} ${padding}"}}`,
  )
}

const pool = randomBytes(16_384)
let drawn = 0
let count = 0

/** UUIDv7 in form; cheap, and unique within the run. */
function cid(): string {
  drawn = (drawn + 8) % (pool.length - 8)
  count += 1
  const time = Date.now().toString(16).padStart(12, '0')
  const number = (count & 0xffffffff).toString(16).padStart(8, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8${pool.toString('hex', drawn, drawn + 2).slice(1)}-${pool.toString('hex', drawn + 2, drawn + 4)}${number}`
}

/** So many of its messages have reached the agent. */
function arrived(sender: Sender, messages: number): void {
  const now = performance.now()
  for (let index = 0; index < messages; index += 1) {
    const at = sender.sent.shift()
    if (!isMeasuring || at === undefined) continue
    received += 1
    latencies.push(now - at)
  }
}

function answered(sender: Sender): void {
  sender.unanswered -= 1
  if (plan.mode === 'saturate') post(sender)
}

async function openRelay(): Promise<void> {
  const { port } = plan.target
  for (const agent of [0, 1]) {
    await open({
      port,
      path: `/agent?agent=${agent}`,
      onClose: closed,
      onFrame(payload) {
        const start = payload.indexOf('"conversation":"') + 16
        const sender = byConversation.get(payload.toString('latin1', start, start + 36))
        if (sender !== undefined) arrived(sender, 1)
      },
    })
  }
  await openAll(plan.visitors, async (index) => {
    const conversation = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`
    const socket = await open({
      port,
      path: `/visitor?agent=${index % 2}`,
      onClose: closed,
      onFrame: () => answered(sender),
    })
    const sender: Sender = { socket, conversation, nextId: 1, unanswered: 0, sent: [] }
    byConversation.set(conversation, sender)
    senders.push(sender)
  })
}

async function openFoyer({ port, tokens }: Extract<LoadPlan['target'], { kind: 'foyer' }>): Promise<void> {
  await openAll(plan.visitors, (index) => openVisitor(plan, index))
  const started = senders.map(
    (sender) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          if (sender.conversation === null) return
          clearInterval(timer)
          resolve()
        }, 5)
      }),
  )
  await Promise.all(started)
  for (const sender of senders) sender.sent.length = 0
  await Promise.all(
    tokens.slice(0, 2).map(async (token, agent) => {
      const mine = senders.filter((_, index) => index % 2 === agent)
      let opened = 0
      const isOpen = Promise.withResolvers<void>()
      const socket = await open({
        port,
        path: '/v1/socket',
        onClose: closed,
        onFrame(payload) {
          if (payload[2] === 0x72) {
            // An answer: to hello, and then to each `conversation.open`.
            if (payload.includes('"error"')) throw new Error(payload.toString())
            opened += 1
            if (opened === mine.length + 1) isOpen.resolve()
            return
          }
          if (payload.toString('latin1', 7, 13) !== 'events') return
          const start = payload.indexOf('"conversation":"') + 16
          const sender = byConversation.get(payload.toString('latin1', start, start + 36))
          if (sender !== undefined) arrived(sender, occurrences(payload, messagePosted))
        },
      })
      socket.send(JSON.stringify({ id: 1, do: 'hello', role: 'agent', token }))
      for (const [index, { conversation }] of mine.entries()) {
        socket.send(JSON.stringify({ id: index + 2, do: 'conversation.open', conversation }))
      }
      await isOpen.promise
    }),
  )
}

const messagePosted = Buffer.from('"type":"message.posted"')

function occurrences(payload: Buffer, what: Buffer): number {
  let found = 0
  for (let at = payload.indexOf(what); at !== -1; at = payload.indexOf(what, at + what.length)) found += 1
  return found
}

/** A visitor who was greeted and, unless it only holds, has said its first words. */
async function openVisitor({ target, mode }: LoadPlan, _index: number): Promise<void> {
  if (target.kind === 'relay') {
    await open({ port: target.port, path: '/visitor?agent=0', onClose: closed, onFrame: () => undefined })
    return
  }
  const greeted = Promise.withResolvers<void>()
  const socket = await open({
    port: target.port,
    path: `/v1/socket?site=${target.site}`,
    origin,
    onClose: closed,
    onFrame(payload) {
      if (payload[2] !== 0x72) return
      if (payload.includes('"error"')) throw new Error(payload.toString())
      if (sender.nextId === 2) {
        greeted.resolve()
        if (mode !== 'hold') post(sender)
        return
      }
      if (sender.conversation === null) {
        sender.conversation = (
          JSON.parse(payload.toString()) as { ok: { conversation: string } }
        ).ok.conversation
        byConversation.set(sender.conversation, sender)
        return
      }
      answered(sender)
    },
  })
  const sender: Sender = { socket, conversation: null, nextId: 2, unanswered: 0, sent: [] }
  if (mode !== 'hold') senders.push(sender)
  socket.send(JSON.stringify({ id: 1, do: 'hello', role: 'visitor' }))
  await greeted.promise
}

async function openAll(count: number, openOne: (index: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < count; start += 50) {
    const some = Array.from({ length: Math.min(50, count - start) }, (_, index) => openOne(start + index))
    await Promise.all(some)
  }
}

function closed(code: number): void {
  if (isMeasuring || plan.mode === 'hold') throw new Error(`a socket was closed with ${code}`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

await main()
