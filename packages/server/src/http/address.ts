/** The key of an address: one host has a whole /64 of IPv6 addresses at its disposal. */
export function addressKey(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address
  const [begin = '', end] = address.split('::')
  const groups = begin === '' ? [] : begin.split(':')
  const rest = end === undefined || end === '' ? [] : end.split(':')
  const zeros =
    end === undefined ? [] : Array(Math.max(0, 8 - groups.length - rest.length)).fill('0')
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`
}
