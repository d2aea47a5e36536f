/**
 * Reads what somebody typed as an allowed origin, as forgiving as is safe: scheme, host and port, nothing
 * else, in the spelling that browsers send. `:*` stands for every port of one host.
 */
export type OriginFault = 'empty' | 'scheme' | 'path' | 'wildcard' | 'broken'

export function readOrigin(typed: string): { origin: string } | { fault: OriginFault } {
  const text = typed.trim().replace(/\/$/, '')
  if (text === '') return { fault: 'empty' }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { fault: 'scheme' }
  const hasAnyPort = text.endsWith(':*')
  const rest = hasAnyPort ? text.slice(0, -2) : text
  if (rest.includes('*')) return { fault: 'wildcard' }
  let url: URL
  try {
    url = new URL(scheme === undefined ? `https://${rest}` : rest)
  } catch {
    return { fault: 'broken' }
  }
  if (url.username !== '' || url.password !== '') return { fault: 'broken' }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return { fault: 'path' }
  // A single word is a host only where somebody said so: `shop` is rather a slip than a machine's name.
  if (scheme === undefined && !url.hostname.includes('.')) return { fault: 'broken' }
  if (hasAnyPort && url.port !== '') return { fault: 'wildcard' }
  return { origin: hasAnyPort ? `${url.origin}:*` : url.origin }
}
