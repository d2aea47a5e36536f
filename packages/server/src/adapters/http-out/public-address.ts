/**
 * Which addresses are somebody else's on the public internet. What is not known to be public is not: private
 * and local networks, this machine, what is reserved, and every IPv6 form that carries such an IPv4 address.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA's special-purpose registry, with multicast and the reserved end. */
const notPublic4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only this is given out as public; within it are tunnels, tests and documentation. */
const public6 = '2000::/3'
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']
/** An IPv6-only network reaches IPv4 through these: as public as the address in the last four bytes. */
const translated = '64:ff9b::/96'

const refused4 = listOf(notPublic4, 'ipv4')
const allowed6 = listOf([public6], 'ipv6')
const refused6 = listOf(notPublic6, 'ipv6')
const translated6 = listOf([translated], 'ipv6')

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused4.check(address, 'ipv4')
  // A zone (fe80::1%eth0) names an interface of this machine.
  if (!isIPv6(address) || address.includes('%')) return false
  if (translated6.check(address, 'ipv6')) return isPublicAddress(lastFour(address))
  return allowed6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
}

function listOf(networks: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** The URL parser writes an IPv6 address in its one short form, the last four bytes as two groups. */
function lastFour(address: string): string {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
