import { expect, test } from 'vitest'
import { lazily } from '../src/base/lazily.ts'

test('a value is loaded with the first call, and kept', async () => {
  let count = 0
  const load = lazily(async () => {
    count += 1
    return count
  })
  expect(count).toBe(0)
  expect(await Promise.all([load(), load()])).toEqual([1, 1])
  expect(await load()).toBe(1)
})

test('after a failure, the next call tries again', async () => {
  let isFailing = true
  const load = lazily(async () => {
    if (isFailing) throw new Error('too many open files')
    return 'loaded'
  })
  await expect(load()).rejects.toThrow('too many open files')
  isFailing = false
  expect(await load()).toBe('loaded')
})
