// A TCP proxy between clients and a server, which does to connections what networks do: cuts them with a
// RST, goes silent without a word (half-open), and is slow.
import { createServer, connect as dial, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Open connections. */
  readonly links: ReadonlySet<Link>
  stop(): Promise<void>
}

export interface Link {
  /** RST to both sides. */
  cut(): void
  /** From now on nothing comes through in either direction, and nobody is told. */
  silence(): void
  /** Each chunk takes so many milliseconds longer. */
  slow(ms: number): void
}

export async function startProxy(target: { port: number }): Promise<TcpProxy> {
  const links = new Set<Link>()
  const server = createServer((near) => {
    const far = dial(target.port, '127.0.0.1')
    let isSilent = false
    let delay = 0
    const link: Link = {
      cut() {
        for (const socket of [near, far]) reset(socket)
      },
      silence: () => {
        isSilent = true
      },
      slow: (ms) => {
        delay = ms
      },
    }
    links.add(link)
    pipe(near, far)
    pipe(far, near)

    function pipe(from: Socket, to: Socket): void {
      let before = Promise.resolve()
      from.on('data', (chunk) => {
        if (isSilent) return
        const pass = () => void (to.destroyed || isSilent || to.write(chunk))
        if (delay === 0) {
          before = before.then(pass)
          return
        }
        const wait = delay
        // Chained, so that a chunk that is quick cannot overtake a slow one.
        before = before.then(() => new Promise((resolve) => setTimeout(resolve, wait))).then(pass)
      })
      from.on('end', () => {
        if (!isSilent) before = before.then(() => void to.end())
      })
      from.on('error', () => (isSilent ? undefined : reset(to)))
      from.on('close', () => {
        // A silenced link stays: its far side is the half-open connection that the server holds.
        if (from.destroyed && to.destroyed) links.delete(link)
        if (!isSilent) before = before.then(() => void to.destroy())
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    links,
    stop() {
      for (const link of links) link.cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function reset(socket: Socket): void {
  if (socket.destroyed) return
  if (socket.writableEnded || socket.connecting) socket.destroy()
  else socket.resetAndDestroy()
}
