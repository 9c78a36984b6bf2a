import type { MessageSnapshot } from '@openparley/client'
import { ManualClock } from '@openparley/test-kit/manual-clock'
import { expect, test } from 'vitest'
import { createAnnouncer } from '../src/parts/announcer.ts'
import { messageOf } from './messages.ts'

function announcer() {
  const clock = new ManualClock()
  const said: string[] = []
  const { update, reset } = createAnnouncer({
    say: (text) => said.push(text),
    one: (sender, text) => `${sender}: ${text}`,
    many: (count) => `${count} messages`,
    clock,
  })
  let messages: MessageSnapshot[] = []
  return {
    clock,
    said,
    reset,
    show(...newer: MessageSnapshot[]) {
      messages = [...newer.reverse(), ...messages]
      update(messages, 'alice')
    },
    showOlder(...older: MessageSnapshot[]) {
      messages = [...messages, ...older]
      update(messages, 'alice')
    },
    remove(id: string) {
      messages = messages.filter((message) => message.id !== id)
      update(messages, 'alice')
    },
  }
}

test('the first messages are not announced, later messages of others are', () => {
  const { clock, said, show } = announcer()
  show(messageOf('bob', 1), messageOf('bob', 2))
  clock.advance(5000)
  expect(said).toEqual([])
  show(messageOf('bob', 3))
  clock.advance(0)
  expect(said).toEqual(['bob: At 3'])
})

test('there is at most one announcement a second, and it counts several messages', () => {
  const { clock, said, show } = announcer()
  show()
  show(messageOf('bob', 1))
  clock.advance(0)
  show(messageOf('bob', 2))
  clock.advance(500)
  show(messageOf('carol', 3))
  clock.advance(499)
  expect(said).toEqual(['bob: At 1'])
  clock.advance(1)
  expect(said).toEqual(['bob: At 1', '2 messages'])
})

test('own, system, unsent, older and deleted messages are not announced', () => {
  const { clock, said, show, showOlder, remove } = announcer()
  show(messageOf('bob', 10))
  showOlder(messageOf('bob', 5))
  show(
    messageOf('alice', 11),
    messageOf(null, 12),
    messageOf('bob', 13, { delivery: 'failed' }),
    messageOf('bob', 14),
  )
  remove('msg_14')
  clock.advance(5000)
  expect(said).toEqual([])
})

test('a long text is cut', () => {
  const { clock, said, show } = announcer()
  show()
  show(messageOf('bob', 1, { plaintext: 'x'.repeat(10_000) }))
  clock.advance(0)
  expect(said[0]?.length).toBeLessThan(300)
})
