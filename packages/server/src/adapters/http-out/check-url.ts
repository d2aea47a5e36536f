/** What an address must be before anything is looked up or sent. */
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** The guard did not let a request out. The reason is for the log. */
export class Refused extends Error {
  override name = 'Refused'
}

/** Above 1023, ports that fetch refuses in browsers too, and those of stores that take commands as lines. */
const foreignPorts = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679],
  ...[6697, 10080, 2375, 3306, 5432, 6379, 11211, 27017],
])

/** Throws {@link Refused}. The parser has made `2130706433` and `0x7f.1` what they mean. */
export function checkUrl(written: string, allowPrivate: boolean): URL {
  if (!URL.canParse(written)) throw new Refused('this is no address')
  const url = new URL(written)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Refused('only http and https go out')
  if (url.username !== '' || url.password !== '') throw new Refused('an address carries no credentials')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if ((port < 1024 && port !== 80 && port !== 443) || foreignPorts.has(port)) {
    throw new Refused(`port ${port} belongs to another protocol`)
  }
  checkHost(url.hostname, allowPrivate)
  return url
}

/** Literal addresses are never looked up, so they are checked here; so are names that mean this machine. */
export function checkHost(hostname: string, allowPrivate: boolean): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (allowPrivate) return
  const isLocalName = /(^|\.)localhost\.?$/.test(address)
  if (isLocalName || (isIP(address) !== 0 && !isPublicAddress(address))) throw new Refused(notPublic)
}

export const notPublic = 'this address is not public; --allow-private-requests allows it'
