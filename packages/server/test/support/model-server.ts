// A real HTTP server on loopback that speaks the API of language models, and can fail in all the ways that
// such servers do. It keeps what it was asked.
import type { ServerResponse } from 'node:http'
import { type Receiver, startReceiver } from './receiver.ts'

export interface Completion {
  model: string
  stream: boolean
  messages: { role: string; content: string }[]
}

/** How it answers. `text` is streamed in pieces; the others are faults. */
export type Way =
  | { text: string; finish?: string | null; isDone?: boolean; thinking?: string }
  /** The whole answer at once, by an endpoint that does not stream. */
  | { whole: string }
  | { status: number; headers?: Record<string, string> }
  | 'silent'
  | 'headersOnly'
  | 'stalls'
  | 'cut'
  | 'endsEarly'
  | 'endless'
  | 'endlessThinking'
  | 'brokenJson'
  | 'otherJson'
  | 'oddContent'
  | 'page'
  | 'empty'
  | 'errorInStream'

export interface ModelServer {
  /** What a site's settings name: `/chat/completions` is added. */
  readonly url: string
  readonly asked: Completion[]
  readonly receiver: Receiver
  /** How the next questions are answered; the last way goes on. */
  reply(way: Way | ((asked: Completion) => Way)): void
  /** Requests that are still open. */
  readonly open: number
  close(): Promise<void>
}

export async function startModelServer(): Promise<ModelServer> {
  const receiver = await startReceiver()
  const asked: Completion[] = []
  let way: Way | ((asked: Completion) => Way) = { text: 'Hello.' }
  let open = 0
  receiver.answer((response, request) => {
    open += 1
    response.on('close', () => {
      open -= 1
    })
    if (request.path !== '/v1/chat/completions' || request.method !== 'POST') {
      response.writeHead(404).end()
      return
    }
    const completion = JSON.parse(request.body) as Completion
    asked.push(completion)
    answer(response, typeof way === 'function' ? way(completion) : way)
  })
  return {
    url: `${receiver.url}/v1`,
    asked,
    receiver,
    reply(next) {
      way = next
    },
    get open() {
      return open
    },
    close: receiver.close,
  }
}

function answer(response: ServerResponse, way: Way): void {
  if (way === 'silent') return
  if (typeof way === 'object' && 'status' in way) {
    response.writeHead(way.status, { 'content-type': 'application/json', ...way.headers })
    response.end(JSON.stringify({ error: { message: 'sk-secret is not a key', type: 'x' } }))
    return
  }
  if (typeof way === 'object' && 'whole' in way) {
    response.writeHead(200, { 'content-type': 'application/json' })
    const message = { role: 'assistant', content: way.whole }
    response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }))
    return
  }
  if (way === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Hello</h1>')
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  if (typeof way === 'object') {
    for (const piece of way.thinking?.match(/.{1,5}/gsu) ?? []) send(response, { reasoning_content: piece })
    for (const piece of way.text.match(/.{1,5}/gsu) ?? []) send(response, { content: piece })
    const { finish = 'stop', isDone = true } = way
    if (finish !== null) send(response, {}, finish)
    if (isDone) response.write('data: [DONE]\n\n')
    response.end()
    return
  }
  faults[way](response)
}

const faults: Record<Exclude<Way, object | 'silent' | 'page'>, (response: ServerResponse) => void> = {
  headersOnly() {},
  stalls: (response) => send(response, { content: 'You can ' }),
  cut(response) {
    send(response, { content: 'You can ' }, null, () => response.destroy())
  },
  endsEarly(response) {
    send(response, { content: 'You can ' })
    response.end()
  },
  endless: (response) => repeat(() => send(response, { content: 'more and more ' }), response),
  endlessThinking: (response) => repeat(() => send(response, { reasoning: 'hm '.repeat(100) }), response),
  brokenJson(response) {
    response.end('data: {"choices":[{"delta":{"content":"You\n\ndata: [DONE]\n\n')
  },
  otherJson(response) {
    response.end('data: {"hello":"world"}\n\ndata: [DONE]\n\n')
  },
  oddContent(response) {
    response.end('data: {"choices":[{"delta":{"content":{"a":1}}}]}\n\ndata: [DONE]\n\n')
  },
  empty(response) {
    send(response, { content: ' \n' }, 'stop')
    response.end('data: [DONE]\n\n')
  },
  errorInStream(response) {
    send(response, { content: 'You can ' })
    response.end('data: {"error":{"message":"overloaded","type":"server_error"}}\n\n')
  },
}

function repeat(write: () => void, response: ServerResponse): void {
  if (response.destroyed) return
  write()
  if (response.writableNeedDrain) response.once('drain', () => repeat(write, response))
  else setImmediate(() => repeat(write, response))
}

function send(
  response: ServerResponse,
  delta: object,
  finish: string | null = null,
  after: () => void = () => {},
): void {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices })}\n\n`, after)
}
