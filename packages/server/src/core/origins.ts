/**
 * Which web origins may act for a site: exact scheme, host and port, or a pattern for every port of one
 * host. Refuses `null`, a trailing dot, paths, and whatever is not spelled as browsers spell origins.
 */

/** Whether the `Origin` header's value is one of `allowed`, entries as in a site's settings. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  const given = readOrigin(origin)
  if (given === null) return false
  return allowed.some((entry) => {
    const anyPort = entry.endsWith(':*')
    const wanted = readOrigin(anyPort ? entry.slice(0, -2) : entry)
    return (
      wanted !== null &&
      wanted.scheme === given.scheme &&
      wanted.host === given.host &&
      (anyPort || wanted.port === given.port)
    )
  })
}

/** An entry of a site's list in its one spelling, or null when it is not an origin. */
export function normalOrigin(entry: string): string | null {
  const anyPort = entry.endsWith(':*')
  const read = readOrigin(anyPort ? entry.slice(0, -2) : entry)
  if (read === null) return null
  if (anyPort) return `${read.scheme}://${read.host}:*`
  const isUsual = read.port === usualPorts[read.scheme]
  return `${read.scheme}://${read.host}${isUsual ? '' : `:${read.port}`}`
}

/**
 * What a visitor's token is bound to: the origin in its one spelling. Of this machine's own names any port
 * serves: a demo or a development server picks another one at every start, and is the same page.
 */
export function boundOrigin(origin: string): string {
  const read = readOrigin(origin)
  if (read === null) return origin
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(read.host)
  return isLocal ? 'http://localhost:*' : (normalOrigin(origin) ?? origin)
}

const usualPorts = { http: 80, https: 443 } as const

interface Origin {
  scheme: 'http' | 'https'
  host: string
  port: number
}

function readOrigin(text: string): Origin | null {
  // Browsers send ASCII hosts (punycode) and nothing behind the port; a URL parser would forgive far more.
  const match = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::([0-9]{1,5}))?$/i.exec(text)
  if (match === null) return null
  const scheme = match[1]!.toLowerCase() as Origin['scheme']
  const port = match[3] === undefined ? usualPorts[scheme] : Number(match[3])
  if (port < 1 || port > 65_535) return null
  return { scheme, host: match[2]!.toLowerCase(), port }
}
