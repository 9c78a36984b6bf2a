import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

// What public code sends about conversations. One server for all tests of the file, an app for each.

const path = '/conversations/order'

async function appWithUsers() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.users('alice', 'bob', 'carol', 'dave')
  /** Sends a body that the types may forbid, and returns the places of the faults. */
  const put = async (body: unknown) => {
    const { status, body: answer } = await app.call('PUT', path, { body })
    return { status, places: Object.keys((answer as { errors?: object }).errors ?? {}) }
  }
  return { ...app, chat, put }
}

const done = { status: 200, places: [] }
const byDefault = { access: 'ReadWrite', notify: true, isUnread: false }

test('participants with a user listed twice: the user joins once', async () => {
  const { put, chat } = await appWithUsers()
  expect(await put({ participants: ['alice', 'bob', 'alice'] })).toEqual(done)
  const { participants } = await chat.get('order')
  expect(Object.keys(participants).sort()).toEqual(['alice', 'bob'])
  expect(participants).toMatchObject({ alice: byDefault, bob: byDefault })
  const places = ['#/participants/1', '#/participants/2']
  const wrong = { participants: ['carol', 'nobody', 'nobody'], subject: 'Boots' }
  expect(await put(wrong)).toEqual({ status: 400, places })
  expect(await chat.get('order')).toMatchObject({
    subject: null,
    participants: { alice: byDefault },
  })
})

test('participants as null: nobody is added, and nobody leaves', async () => {
  const { put, chat } = await appWithUsers()
  expect(await put({ participants: null, subject: 'Boots' })).toEqual(done)
  await chat.put('order', { participants: ['alice'] })
  expect(await put({ participants: null })).toEqual(done)
  expect(await chat.get('order')).toMatchObject({
    subject: 'Boots',
    participants: { alice: byDefault },
  })
  expect(await put({ participants: [null] })).toEqual({ status: 400, places: ['#/participants/0'] })
  expect(await put({ participants: 'alice' })).toEqual({ status: 400, places: ['#/participants'] })
})

test('participants as a map of settings, which apply to new participants', async () => {
  const { put, chat, ...app } = await appWithUsers()
  await chat.put('order', { participants: ['alice'] })
  const streams = { alice: await liveStream(app, 'alice'), dave: await liveStream(app, 'dave') }
  const participants = {
    alice: { access: 'Read', notify: false },
    bob: { access: 'Read', notify: 'MentionsOnly' },
    carol: {},
    dave: { access: 'None' },
  }
  expect(await put({ participants })).toEqual(done)
  expect((await chat.get('order')).participants).toMatchObject({
    alice: byDefault,
    bob: { access: 'Read', notify: 'MentionsOnly', isUnread: false },
    carol: byDefault,
  })
  expect((await chat.get('order')).participants).not.toHaveProperty('dave')
  expect(await chat.seenBy('dave', 'order')).toMatchObject({ id: 'order' })
  expect(await put({ participants: {}, subject: 'Boots' })).toEqual(done)
  const joined = await streams.alice.next('participant.joined')
  expect(joined.participants.map(({ userId }) => userId)).toEqual(['bob', 'carol'])
  await streams.alice.next('conversation.updated')
  await chat.put('other', { participants: ['dave'] })
  const [first] = await streams.dave.until(() => true)
  expect(first, 'a user without access gets no event').toMatchObject({
    conversation: { id: 'other' },
  })
})

test.each([
  ['an unknown user', { nobody: {} }, '#/participants/nobody'],
  ['an unknown access', { bob: { access: 'Write' } }, '#/participants/bob/access'],
  ['an unknown setting', { bob: { colour: 'red' } }, '#/participants/bob/colour'],
  ['no settings', { bob: true }, '#/participants/bob'],
  ['an id that is not valid', { 'a/b': {} }, '#/participants'],
])('participants as a map with %s are a 400 that says where', async (_, participants, place) => {
  const { put, call } = await appWithUsers()
  expect(await put({ participants })).toEqual({ status: 400, places: [place] })
  expect((await call('GET', path)).status, 'nothing was written').toBe(404)
})

test('custom as [], which is how PHP writes an empty map', async () => {
  const { put, chat } = await appWithUsers()
  await chat.put('order', { custom: { category: 'shoes' } })
  expect(await put({ custom: [], participants: [] })).toEqual(done)
  expect(await chat.get('order')).toMatchObject({ custom: { category: 'shoes' } })
  expect(await put({ custom: ['shoes'] })).toEqual({ status: 400, places: ['#/custom'] })
})

test('welcomeMessages with null inside', async () => {
  const { put, chat } = await appWithUsers()
  expect(await put({ welcomeMessages: ['Hello', null] })).toEqual(done)
  expect((await chat.get('order')).welcomeMessages).toEqual(['Hello'])
  const places = ['#/welcomeMessages/1']
  expect(await put({ welcomeMessages: ['Hello', 1] })).toEqual({ status: 400, places })
})

test('a body of null counts as no body: the conversation is created, and a repeated call does not change it', async () => {
  const { call, chat } = await appWithUsers()
  expect(await call('PUT', path, { body: 'null' })).toMatchObject({ status: 200, body: {} })
  await chat.put('order', { subject: 'Boots', participants: ['alice'] })
  const before = await chat.get('order')
  expect(await call('PUT', path, { body: 'null' })).toMatchObject({ status: 200, body: {} })
  expect(await chat.get('order')).toEqual(before)
})

test('a body of null is refused where the document does not accept it', async () => {
  const { call } = await appWithUsers()
  expect(await call('POST', '/webhooks/wh_1/rotate', { body: 'null' })).toMatchObject({
    status: 400,
    body: { errors: { '#': ['Must be object.'] } },
  })
})
