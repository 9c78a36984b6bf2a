import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, TextNode } from '../../../src/model/schema.ts'

/** An app with the conversation `trade` of alice, whose role may send links, bob, and former, who has no access. */
async function trade() {
  const server = await testApp({ settings: { roles: { seller: { sendLinks: true } } } })
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob', 'former'])
  await chat.putUser('alice', { role: 'seller' })
  await chat.change('trade', 'former', { access: 'None' })
  const as = async (userId: string, method: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
    const answer = await server.call(method, `/realtime/conversations/trade/messages${path}`, {
      headers,
      body,
    })
    return { status: answer.status, body: answer.body as MessageSnapshot }
  }
  return { server, chat, as }
}

const block = (...children: TextNode[]) => ({ content: [{ type: 'text', children }] })
const link: TextNode = { type: 'link', url: 'https://example.com', children: ['here'] }
const action: TextNode = { type: 'actionLink', action: 'pay', params: {}, children: ['Pay'] }
const button: TextNode = { type: 'actionButton', action: 'pay', params: {}, children: ['Pay'] }
const mention = (id: string): TextNode => ({ type: 'mention', id, text: id })

const refused = (...places: string[]) => ({
  status: 400,
  body: { errors: Object.fromEntries(places.map((place) => [place, [expect.any(String)]])) },
})

describe('the content that a user sends', () => {
  test('is in the response, in snapshots and in events', async () => {
    const { server, as } = await trade()
    const stream = await liveStream(server, 'bob')
    const said = block({ type: 'bold', children: ['Hi'] }, ' ', mention('bob'))
    const expected = { ...said, plaintext: 'Hi @bob', reactions: [] }
    const { body: sent } = await as('alice', 'POST', '', said)
    expect(sent).toMatchObject(expected)
    expect(await stream.next('message.created')).toMatchObject({
      message: { ...said, text: 'Hi @bob' },
    })
    const { body: reply } = await as('bob', 'POST', '', {
      text: '`ok`',
      referencedMessageId: sent.id,
    })
    expect(reply).toMatchObject({ plaintext: 'ok', referencedMessage: expected })
    const location = [{ type: 'location', latitude: 1, longitude: 2 }]
    expect((await as('bob', 'PATCH', `/${reply.id}`, { content: location })).status).toBe(200)
    expect(await stream.next('message.updated')).toMatchObject({
      message: { content: location, text: null, location: [1, 2] },
    })
    const { body: sentPlace } = await as('bob', 'POST', '', { content: location })
    expect(sentPlace).toMatchObject({ content: location, plaintext: '' })
  })

  test('has links with their own text only if the role may send them, and no actions', async () => {
    const { chat, as } = await trade()
    const place = '#/content/0/children'
    expect(await as('bob', 'POST', '', block('a', link))).toMatchObject(refused(`${place}/1/type`))
    expect((await as('alice', 'POST', '', block('a', link))).status).toBe(200)
    for (const node of [action, button])
      expect(
        await as('alice', 'POST', '', block({ type: 'bold', children: [node] })),
      ).toMatchObject(refused(`${place}/0/children/0/type`))
    const [newest] = await chat.messages('trade')
    const path = `/${newest?.id}`
    expect(await as('alice', 'PATCH', path, block(action))).toMatchObject(
      refused(`${place}/0/type`),
    )
    expect((await as('alice', 'PATCH', path, block(link, '!'))).status).toBe(200)
    expect((await chat.messages('trade')).map(({ text }) => text)).toEqual(['here!'])
  })

  test('reads links with their own text in a typed text only if the role may send them', async () => {
    const { as } = await trade()
    const typed = { text: '<https://example.com|here>' }
    const { body: sent } = await as('alice', 'POST', '', typed)
    expect(sent).toMatchObject({ ...block(link), plaintext: 'here' })
    const { body: plain } = await as('bob', 'POST', '', typed)
    expect(plain.plaintext).toBe('<https://example.com|here>')
    expect((await as('bob', 'PATCH', `/${plain.id}`, { text: typed.text })).status).toBe(200)
    expect((await as('alice', 'PATCH', `/${sent.id}`, typed)).status).toBe(200)
  })

  test('can be a text with mentions, whose formatting is read', async () => {
    const { server, as } = await trade()
    const stream = await liveStream(server, 'bob')
    const typed = { text: '_Hi_ @Bob', mentions: [{ id: 'bob', text: 'Bob' }] }
    const bob: TextNode = { type: 'mention', id: 'bob', text: 'Bob' }
    const read = block({ type: 'italic', children: ['Hi'] }, ' ', bob)
    const { body: sent } = await as('alice', 'POST', '', typed)
    expect(sent).toMatchObject({ ...read, plaintext: 'Hi @Bob' })
    expect(await stream.next('message.created')).toMatchObject({
      message: { ...read, text: typed.text },
    })
    const changed = {
      ...typed,
      text: '`@Bob` *@Bob*',
      mentions: [...typed.mentions, ...typed.mentions],
    }
    expect((await as('alice', 'PATCH', `/${sent.id}`, changed)).status).toBe(200)
    const code: TextNode = { type: 'codeSpan', text: '@Bob' }
    expect(await stream.next('message.updated')).toMatchObject({
      message: block(code, ' ', { type: 'bold', children: [bob] }),
    })
    expect(await as('alice', 'PATCH', `/${sent.id}`, { ...typed, text: 'Bob' })).toMatchObject(
      refused('#/mentions/0/text'),
    )
    const former = { text: '@F', mentions: [{ id: 'former', text: 'F' }] }
    expect(await as('bob', 'POST', '', former)).toMatchObject(refused('#/mentions/0/id'))
  })

  test('mentions participants with access only', async () => {
    const { chat, as } = await trade()
    for (const id of ['former', 'nobody'])
      expect(await as('bob', 'POST', '', block(mention(id)))).toMatchObject(
        refused('#/content/0/children/0/id'),
      )
    expect(await as('bob', 'POST', '', { text: 'a', ...block('b') })).toMatchObject(
      refused('#/content'),
    )
    expect(await chat.messages('trade')).toEqual([])
  })
})
