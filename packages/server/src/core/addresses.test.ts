import { expect, test } from 'vitest'
import { addressKey, truncatedAddress } from './addresses.ts'

test.each([
  ['203.0.113.77', '203.0.113.0', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.0', '203.0.113.77'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::', '2001:db8:1:2::'],
  ['2001:db8::5', '2001:db8:0::', '2001:db8:0:0::'],
  ['::1', '0:0:0::', '0:0:0:0::'],
  ['fe80::1%eth0', 'fe80:0:0::', 'fe80:0:0:0::'],
])('[K08] %s is recorded as %s and limited as %s', (address, recorded, limited) => {
  expect(truncatedAddress(address)).toBe(recorded)
  expect(addressKey(address)).toBe(limited)
})
