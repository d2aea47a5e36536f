/** Clients against a real server, from Node: a visitor's socket brings the Origin that a browser would. */
import { subprotocol } from '@foyer/protocol'
import type { Conversation, KeyValueStorage, Message } from '../../src/api.ts'
import { herePlatform } from '../../src/platform.ts'
import { createVisitorClient } from '../../src/visitor-client.ts'
import { memoryStorage } from './fake-platform.ts'

export function connectVisitor(url: string, storage: KeyValueStorage = memoryStorage()) {
  const { origin } = new URL(url)
  // Node's WebSocket takes headers; the browser's type does not know that.
  const init = { protocols: [subprotocol], headers: { origin } } as unknown as string[]
  return createVisitorClient(
    { url, site: 'demo' },
    { ...herePlatform(), socket: (address) => new WebSocket(address, init), storage: () => storage },
  )
}

export function textsOf(conversation: Conversation): string[] {
  return messagesOf(conversation).map(({ body }) => (body.kind === 'text' ? body.text : body.kind))
}

export function messagesOf(conversation: Conversation): Message[] {
  return conversation.items.value.filter((item): item is Message => item.kind === 'message')
}

/** Polls until `is` holds; says what it was when it never did. */
export async function until(is: () => boolean, what: () => unknown = () => is.toString(), patience = 10_000) {
  const deadline = Date.now() + patience
  while (!is()) {
    if (Date.now() > deadline) throw new Error(`never came: ${JSON.stringify(what())}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
