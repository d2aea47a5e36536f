/** The limits that both sides know. The server's own, per hour and per address, are in its config. */

export const subprotocol = 'foyer.v1'

export const limits = {
  /** Bytes of a client's frame. */
  frame: 65_536,
  /** Code points of a text. */
  text: 10_000,
  /** Bytes of an upload, unless the site sets less. */
  file: 209_715_200,
  /** Milliseconds to say hello in. */
  hello: 10_000,
  /** Milliseconds of silence before a side asks whether the other is there. */
  heartbeat: 25_000,
  /** Milliseconds it then waits. */
  pong: 10_000,
  /** Milliseconds after which typing ends by itself. */
  typing: 6_000,
  /** Missed events over which the server says `reset` instead of replaying. */
  replay: 500,
  history: { most: 100, usual: 50 },
  /** `key`: code points of one, in any object. */
  json: { depth: 8, keys: 64, items: 100, key: 100 },
  /** Bytes in UTF-8: of a value, and of all that is said of one visitor or one conversation, as JSON. */
  attributes: { keys: 50, bytes: 2_048, all: 16_384 },
} as const
