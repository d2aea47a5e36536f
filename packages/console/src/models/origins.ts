/**
 * Reads what somebody typed as an allowed origin, as the server will: scheme, host and port, nothing else.
 * Plain `http` only on the machine itself, where `*` may stand for every port.
 */
export type OriginFault = 'empty' | 'scheme' | 'path' | 'wildcard' | 'insecure' | 'broken'

const machine = new Set(['localhost', '127.0.0.1', '[::1]'])

export function readOrigin(typed: string): { origin: string } | { fault: OriginFault } {
  const text = typed.trim().replace(/\/$/, '')
  if (text === '') return { fault: 'empty' }
  const anyPort = /^(https?:\/\/[^/:]+|https?:\/\/\[[^\]]+\]):\*$/i.exec(text)
  if (text.includes('*') && anyPort === null) return { fault: 'wildcard' }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/^https?:\/\//i.test(text)) return { fault: 'scheme' }
  const withScheme = /^https?:\/\//i.test(text) ? text : `https://${text}`
  let url: URL
  try {
    url = new URL(anyPort === null ? withScheme : (anyPort[1] ?? ''))
  } catch {
    return { fault: 'broken' }
  }
  if (url.username !== '' || url.password !== '') return { fault: 'broken' }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return { fault: 'path' }
  const isHere = machine.has(url.hostname)
  if (anyPort !== null) return isHere ? { origin: `${url.origin}:*` } : { fault: 'wildcard' }
  if (url.protocol === 'http:' && !isHere) return { fault: 'insecure' }
  if (!isHere && !url.hostname.includes('.')) return { fault: 'broken' }
  return { origin: url.origin }
}
