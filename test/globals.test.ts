import { globalsSince } from '@openparley/test-kit/globals'
import { expect, test, vi } from 'vitest'

test('a global that a test file adds or replaces is named until it is restored', () => {
  const changed = globalsSince()
  expect(changed()).toEqual([])
  Object.assign(globalThis, { leftBehind: true })
  vi.stubGlobal('Date', class extends Date {})
  expect(changed().sort()).toEqual(['Date', 'leftBehind'])
  vi.unstubAllGlobals()
  Reflect.deleteProperty(globalThis, 'leftBehind')
  expect(changed()).toEqual([])
})

test('a global that is read for the first time has not changed', () => {
  const changed = globalsSince()
  expect([typeof fetch, typeof CompressionStream]).toEqual(['function', 'function'])
  expect(changed()).toEqual([])
})
