/** Where this server is reached, which pages are its own, and from where somebody calls. */
import type { IncomingMessage } from 'node:http'
import type { AppOptions } from './app.ts'

export interface Address {
  /** As browsers see the server. */
  url(): string
  /** The port is known once the door is open. */
  opened(port: number): void
  ownOrigins(): string[]
  addressOf(request: IncomingMessage): string
}

export function createAddress({
  publicUrl,
  host,
  port,
  trustProxy,
}: Pick<AppOptions, 'publicUrl' | 'host' | 'port' | 'trustProxy'>): Address {
  let url = publicUrl ?? `http://${nameOf(host)}:${port}`

  return {
    url: () => url,
    opened(port) {
      url = publicUrl ?? `http://${nameOf(host)}:${port}`
    },
    /** Browsers reach us by these: what the operator said, and this machine's own names for itself. */
    ownOrigins() {
      const { port } = new URL(url)
      const local = publicUrl === null ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`] : []
      return [new URL(url).origin, ...local]
    },
    addressOf(request) {
      const forwarded = request.headers['x-forwarded-for']
      const last = trustProxy
        ? String(forwarded ?? '')
            .split(',')
            .at(-1)
            ?.trim()
        : ''
      return last || (request.socket.remoteAddress ?? '')
    },
  }
}

/** A name that people can open: every address is none. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
