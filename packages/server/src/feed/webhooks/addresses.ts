import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * Networks that are not public: the special-purpose registries of IANA (RFC 6890). All IPv6 addresses outside of
 * 2000::/3 too, since only that range is assigned to public hosts.
 */
const special = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '4000::/2',
  '8000::/1',
]

/** The rule for addresses to which webhooks may be sent. */
export interface AddressRule {
  /** Whether the operator listed the address. Only listed addresses may be called without TLS. */
  isListed(address: string): boolean
  /** Whether the operator listed any network. */
  listsSome: boolean
  /** Whether the address is public or listed. */
  allows(address: string): boolean
}

/** Returns the rule for the networks that the operator lists, such as `10.0.0.0/8`. */
export function addressRule(listed: string[]): AddressRule {
  const networks = networksOf(listed)
  const isListed = (address: string) => contains(networks, address)
  return {
    isListed,
    listsSome: listed.length > 0,
    allows: (address) => isListed(address) || !contains(notPublic, address),
  }
}

/** The address, if the host of a URL is one; undefined if it is a name. */
export function addressIn(hostname: string): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) === 0 ? undefined : address
}

/** Whether the text is a network such as `10.0.0.0/8`, or an address. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return rest.length === 0 && (bits === undefined ? max > 0 : /^\d+$/.test(bits) && +bits <= max)
}

/** Networks of each family. In one common list, the networks of IPv6 would contain IPv4 addresses. */
interface Networks {
  ipv4: BlockList
  ipv6: BlockList
}

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6')

function networksOf(texts: string[]): Networks {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    const family = familyOf(address)
    if (bits === undefined) lists[family].addAddress(address, family)
    else lists[family].addSubnet(address, Number(bits), family)
  }
  return lists
}

const notPublic = networksOf(special)

/** An address with a zone, such as `fe80::1%eth0`, never matches a network of a list, and is not public. */
function contains(networks: Networks, address: string): boolean {
  if (address.includes('%')) return networks === notPublic
  const plain = unmapped(address)
  const family = familyOf(plain)
  return networks[family].check(plain, family)
}

/** An IPv4 address that is written as an IPv6 address (RFC 4291 §2.5.5.2) is judged as IPv4. */
function unmapped(address: string): string {
  if (isIPv4(address)) return address
  // The URL parser writes every IPv6 address in its shortest form.
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short) ?? []
  if (high === undefined || low === undefined) return short
  const [one, two] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [one >> 8, one & 255, two >> 8, two & 255].join('.')
}
