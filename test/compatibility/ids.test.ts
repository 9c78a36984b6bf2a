import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test.each([
  'someone@example.com',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'a+b',
  '100%',
  'x?y#z',
  'Ünï-çødé_日本',
  '%2F',
  '__proto__',
  'x'.repeat(255),
])('the id %j works in every path', async (id) => {
  const chat = chatOf((await testApp()).client)
  await chat.conversationWith(id, [id, 'alice'])
  const [messageId = ''] = await chat.say(id, id, 'Hi')
  await chat.mark('alice', id, false)
  await chat.change(id, id, { notify: false })
  expect(await chat.message(id, messageId)).toMatchObject({ senderId: id, readBy: ['alice'] })
  expect(await chat.seenBy(id, id)).toMatchObject({ id })
  expect((await chat.listUsers({ startingAfter: id })).length).toBeLessThanOrEqual(2)
  await chat.leave(id, id)
  await chat.deleteMessage(id, messageId)
  expect(await chat.delete(id)).toEqual({})
})
