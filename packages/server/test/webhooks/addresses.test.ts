import { expect, test } from 'vitest'
import { addressIn, addressRule, isNetwork } from '../../src/feed/webhooks/addresses.ts'

const nothingListed = addressRule([])

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:c0a8:101',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
])('%s is not public', (address) => {
  expect(nothingListed.allows(address)).toBe(false)
})

test.each([
  '1.1.1.1',
  '100.63.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '198.20.0.1',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '2606:4700:4700::1111',
  '2a00:1450:4001:800::200e',
])('%s is public, but not listed', (address) => {
  expect(nothingListed.allows(address)).toBe(true)
  expect(nothingListed.isListed(address)).toBe(false)
})

test('the operator lists networks, in which an IPv4 address may be written as IPv6', () => {
  const rule = addressRule(['10.1.0.0/16', '127.0.0.1', 'fd00::/8'])
  const listed = ['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', 'fd00::1']
  const others = ['10.2.0.1', '127.0.0.2', '::1', 'fc00::1', 'fd00::1%eth0']
  expect(listed.filter((address) => rule.isListed(address) && rule.allows(address))).toEqual(listed)
  expect(others.filter((address) => rule.isListed(address) || rule.allows(address))).toEqual([])
})

test.each([
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://2130706433/', '127.0.0.1'],
  ['http://0177.0.0.1/', '127.0.0.1'],
  ['http://[::FFFF:127.0.0.1]/', '::ffff:7f00:1'],
  ['http://[0:0:0:0:0:0:0:1]/', '::1'],
  ['http://localhost/', undefined],
  ['http://127.0.0.1.example.com/', undefined],
])('the host of %s is the address %s', (url, address) => {
  expect(addressIn(new URL(url).hostname)).toBe(address)
})

test('networks and addresses are recognized', () => {
  const networks = ['10.0.0.0/8', '10.0.0.1', '::/0', 'fd00::/8', '1.2.3.4/32']
  const others = ['', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', 'loopback', '::/129']
  expect(networks.filter(isNetwork)).toEqual(networks)
  expect(others.filter(isNetwork)).toEqual([])
})
