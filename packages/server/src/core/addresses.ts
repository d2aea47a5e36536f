/** Network addresses, cut so that they name a network and not a person. Pure. */

/** For records and logs: /24 of IPv4, /48 of IPv6. */
export function truncatedAddress(address: string): string {
  const four = ipv4Of(address)
  if (four !== null) return `${four.split('.').slice(0, 3).join('.')}.0`
  return `${groupsOf(address).slice(0, 3).join(':')}::`
}

/** Whom limits count as one: an IPv4 address, or the /64 that an IPv6 host can pick from at will. */
export function addressKey(address: string): string {
  return ipv4Of(address) ?? `${groupsOf(address).slice(0, 4).join(':')}::`
}

function ipv4Of(address: string): string | null {
  const match = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(address)
  return match === null ? null : match[1]!
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
}
