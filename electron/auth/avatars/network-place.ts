import { BlockList, isIP } from 'node:net'

/** Where an address leads: to this computer, into a private network, or into the public one. */
export type NetworkPlace = 'this-computer' | 'private' | 'public'

const OWN = new BlockList()
OWN.addSubnet('127.0.0.0', 8)
OWN.addSubnet('0.0.0.0', 8)
OWN.addAddress('::1', 'ipv6')
OWN.addAddress('::', 'ipv6')

/** "IANA IPv4/IPv6 Special-Purpose Address Registries": private, link-local, shared and unique local addresses. */
const PRIVATE = new BlockList()
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(address, bits)
}
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')
PRIVATE.addSubnet('ff00::', 8, 'ipv6')

/** The place of an IP address; IPv4 within IPv6 counts as what it is (`BlockList` sees to that). */
export function networkPlace(address: string): NetworkPlace {
  const version = isIP(address)
  if (version === 0) return 'private'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (OWN.check(address, family)) return 'this-computer'
  return PRIVATE.check(address, family) ? 'private' : 'public'
}
