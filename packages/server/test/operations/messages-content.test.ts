import type { components } from '@openparley/spec/types'
import { chatOf, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

type Schemas = components['schemas']
type Node = Schemas['TextNode']
type BlockToSend = Schemas['ContentBlockToSend']

const block = (...children: Node[]) => ({ type: 'text' as const, children })

async function appWithConversation() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.users('carol')
  const newest = async () => (await chat.messages('order', { limit: 1 }))[0]
  const refused = async (method: string, path: string, body: unknown) => {
    const { status, body: problem } = await app.call(method, `/conversations/order${path}`, {
      body,
    })
    return { status, places: Object.keys((problem as { errors?: object }).errors ?? {}) }
  }
  return {
    ...app,
    chat,
    newest,
    refused,
    /** Sends one block as Alice. */
    send: (content: BlockToSend) =>
      chat.send('order', { type: 'UserMessage', sender: 'alice', content: [content] }),
  }
}

describe('a text', () => {
  test('is kept unchanged, and its formatting is read into content', async () => {
    const { chat, newest } = await appWithConversation()
    await chat.send('order', userMessage('alice', 'It is *on its way*!'))
    expect(await newest()).toMatchObject({
      text: 'It is *on its way*!',
      content: [block('It is ', { type: 'bold', children: ['on its way'] }, '!')],
    })
    await chat.send('order', systemMessage('See <https://example.com|the order>'))
    expect(await newest()).toMatchObject({
      text: 'See <https://example.com|the order>',
      content: [
        block('See ', { type: 'link', url: 'https://example.com', children: ['the order'] }),
      ],
    })
  })
})

describe('content', () => {
  test('is returned unchanged, and text is its plain form', async () => {
    const { newest, send } = await appWithConversation()
    const content = block(
      { type: 'mention', id: 'bob', text: 'Bob' },
      ', *no bold*: ',
      { type: 'italic', children: [{ type: 'strikethrough', children: ['20 €'] }, ' 15 €'] },
      { type: 'customEmoji', text: ':tada:' },
      { type: 'autoLink', url: 'https://example.com/391', text: 'example.com/391' },
      { type: 'actionLink', action: 'show', params: { id: '391' }, children: ['Show'] },
      { type: 'actionButton', action: 'pay', params: {}, children: ['Pay'] },
      {
        type: 'bulletList',
        children: [{ type: 'bulletPoint', children: ['Boots ', { type: 'codeSpan', text: '#1' }] }],
      },
    )
    await send(content)
    expect(await newest()).toMatchObject({
      content: [content],
      text: '@Bob, *no bold*: 20 € 15 €:tada:example.com/391ShowPay\n- Boots #1',
      location: null,
      reactions: [],
    })
  })

  test('without formatting stays unformatted, whatever its characters', async () => {
    const { newest, send } = await appWithConversation()
    await send(block('*stars*'))
    expect(await newest()).toMatchObject({ text: '*stars*', content: [block('*stars*')] })
  })

  test('can be a location, and a location is content', async () => {
    const { chat, newest, send } = await appWithConversation()
    const content = [{ type: 'location', latitude: 51.5081, longitude: -0.1281 }]
    await send({ type: 'location', latitude: 51.5081, longitude: -0.1281 })
    expect(await newest()).toMatchObject({ text: null, location: [51.5081, -0.1281], content })
    const location: [number, number] = [51.5081, -0.1281]
    await chat.send('order', { type: 'UserMessage', sender: 'alice', location })
    expect(await newest()).toMatchObject({ text: null, location, content })
    await chat.send('order', { type: 'SystemMessage', text: 'Paid', location: null })
    expect(await newest()).toMatchObject({ type: 'SystemMessage', text: 'Paid', location: null })
  })

  test('replaces text and location by an edit; a text replaces the formatting', async () => {
    const { chat, newest } = await appWithConversation()
    const location: [number, number] = [51.5081, -0.1281]
    const [id = ''] = await chat.send('order', userMessage('alice', 'here', { location }))
    const content = [block({ type: 'bold', children: ['there'] })]
    await chat.edit('order', id, { content })
    expect(await newest()).toMatchObject({ text: 'there', content, location: null })
    await chat.edit('order', id, { custom: { k: 'v' } })
    expect(await newest()).toMatchObject({ text: 'there', content })
    await chat.edit('order', id, { text: 'gone' })
    expect(await newest()).toMatchObject({ text: 'gone', content: [block('gone')] })
  })

  const nested = (depth: number): Node =>
    depth === 0 ? 'x' : { type: 'bold', children: [nested(depth - 1)] }

  test('is nested 20 elements deep at most', async () => {
    const { newest, refused, send } = await appWithConversation()
    await send(block(nested(20)))
    expect(await newest()).toMatchObject({ text: 'x', content: [block(nested(20))] })
    const deeper = { type: 'SystemMessage', content: [block(nested(21))] }
    const place = `#/0/content/0${'/children/0'.repeat(21)}`
    expect(await refused('POST', '/messages', [deeper])).toEqual({ status: 400, places: [place] })
  })

  const at = '#/0/content'
  const children = `${at}/0/children`
  test.each<[string, object, string[]]>([
    ['two blocks', { content: [block('a'), block('b')] }, [at]],
    ['no block', { content: [] }, [at]],
    ['a text beside it', { content: [block('a')], text: 'a' }, [at]],
    ['a location beside it', { content: [block('a')], location: [1, 2] }, [at]],
    [
      'a file token beside it',
      { content: [block('a')], attachmentToken: 'a' },
      [at, '#/0/attachmentToken'],
    ],
    ['an unknown block', { content: [{ type: 'poll' }] }, [`${at}/0`]],
    ['a block without a type', { content: [{ children: ['a'] }] }, [`${at}/0`]],
    [
      'an unknown node',
      { content: [{ type: 'text', children: [{ type: 'blink', children: [] }] }] },
      [`${children}/0`],
    ],
    ['a number as a node', { content: [{ type: 'text', children: [1] }] }, [`${children}/0`]],
    [
      'an unknown property',
      { content: [{ type: 'text', children: [{ type: 'bold', children: [], size: 2 }] }] },
      [`${children}/0/size`],
    ],
    [
      'a script as a link',
      { content: [block({ type: 'link', url: 'javascript:alert(1)', children: ['a'] })] },
      [`${children}/0/url`],
    ],
    [
      'half a link',
      { content: [block({ type: 'link', url: 'https://', children: ['a'] })] },
      [`${children}/0/url`],
    ],
    [
      'a link that shows another',
      {
        content: [
          block({ type: 'autoLink', url: 'https://evil.example', text: 'https://bank.example' }),
        ],
      },
      [`${children}/0/text`],
    ],
    [
      'a mention of a stranger',
      { content: [block({ type: 'mention', id: 'carol', text: 'Carol' })] },
      [`${children}/0/id`],
    ],
    [
      'a list of texts',
      { content: [{ type: 'text', children: [{ type: 'bulletList', children: ['a'] }] }] },
      [`${children}/0/children/0`],
    ],
    ['no characters', { content: [block({ type: 'bold', children: [''] })] }, [children]],
    [
      '10,001 characters',
      { content: [block('x'.repeat(5000), { type: 'bold', children: ['😀'.repeat(5001)] })] },
      [children],
    ],
    [
      'elements of 257 KiB',
      { content: [block('x', ...Array<Node>(9000).fill({ type: 'bold', children: [] }))] },
      [children],
    ],
    ['a file', { content: [{ type: 'file', fileToken: 'a' }] }, [`${at}/0/fileToken`]],
    [
      'a place beyond the pole',
      { content: [{ type: 'location', latitude: 91, longitude: 0 }] },
      [`${at}/0/latitude`],
    ],
    ['100 elements in each other', { content: [block(nested(100))] }, ['#']],
  ])('with %s is a 400 that says where, and nothing is sent', async (_, message, places) => {
    const { chat, refused } = await appWithConversation()
    for (const sender of [{ type: 'UserMessage', sender: 'alice' }, { type: 'SystemMessage' }])
      expect(await refused('POST', '/messages', [{ ...sender, ...message }])).toEqual({
        status: 400,
        places,
      })
    expect(await chat.messages('order')).toEqual([])
  })

  test('that is not valid does not change a message', async () => {
    const { chat, newest, refused } = await appWithConversation()
    const [id] = await chat.say('order', 'alice', 'before')
    const before = await newest()
    const path = `/messages/${id}`
    const mention = block({ type: 'mention', id: 'carol', text: 'Carol' })
    expect(await refused('PUT', path, { content: [block('a')], text: 'a' })).toEqual({
      status: 400,
      places: ['#/content'],
    })
    expect(await refused('PUT', path, { content: [mention] })).toEqual({
      status: 400,
      places: ['#/content/0/children/0/id'],
    })
    expect(await newest()).toEqual(before)
  })

  test('of a system message must not be only a location', async () => {
    const { refused } = await appWithConversation()
    const content = [{ type: 'location', latitude: 1, longitude: 2 }]
    expect(await refused('POST', '/messages', [{ type: 'SystemMessage', content }])).toEqual({
      status: 400,
      places: ['#/0/content/0'],
    })
  })

  test('of null means that it is not sent', async () => {
    const { chat, newest } = await appWithConversation()
    await chat.send('order', userMessage('alice', 'Hi', { content: null }))
    await chat.send('order', { type: 'SystemMessage', text: null, content: [block('Hello')] })
    expect(await newest()).toMatchObject({ text: 'Hello', senderId: null })
  })
})

describe('the mentions of a text', () => {
  const bob = { id: 'bob', text: 'Bob' }
  const mentioned = { type: 'mention' as const, ...bob }
  const bold = { type: 'bold' as const, children: ['bold'] }

  test('are read together with its formatting, and the text stays as it was sent', async () => {
    const { chat, newest } = await appWithConversation()
    await chat.send('order', userMessage('alice', '*bold* @Bob', { mentions: [bob] }))
    expect(await newest()).toMatchObject({
      text: '*bold* @Bob',
      content: [block(bold, ' ', mentioned)],
    })
    const text = '@Bob paid'
    await chat.send('order', { type: 'SystemMessage', text, mentions: [bob] })
    expect(await newest()).toMatchObject({ text, content: [block(mentioned, ' paid')] })
    for (const send of [systemMessage(text), userMessage('alice', text)]) {
      await chat.send('order', { ...send, mentions: null })
      expect(await newest()).toMatchObject({ text, content: [block(text)] })
    }
  })

  test('are changed with the text, and can stay when somebody leaves', async () => {
    const { chat, newest, refused } = await appWithConversation()
    const [id = ''] = await chat.say('order', 'alice', 'Hi')
    await chat.edit('order', id, { text: '@Bob, *bold*', mentions: [bob] })
    expect(await newest()).toMatchObject({ content: [block(mentioned, ', ', bold)] })
    await chat.change('order', 'bob', { access: 'None' })
    await chat.edit('order', id, { text: 'Bye @Bob', mentions: [bob] })
    expect(await newest()).toMatchObject({ content: [block('Bye ', mentioned)] })
    await chat.edit('order', id, { text: '@Bob' })
    expect(await newest()).toMatchObject({ content: [block('@Bob')] })
    const again = { text: '@Bob', mentions: [bob] }
    expect((await refused('PUT', `/messages/${id}`, again)).places).toEqual(['#/mentions/0/id'])
  })

  test.each<[string, object, string[]]>([
    ['of a stranger', { text: '@Carol', mentions: [{ id: 'carol', text: 'Carol' }] }, ['/0/id']],
    ['without the name', { text: 'Bob', mentions: [bob] }, ['/0/text']],
    ['more often than the name', { text: '@Bob', mentions: [bob, bob] }, ['/1/text']],
    [
      'in another order',
      { text: '@Bob @Al', mentions: [{ id: 'alice', text: 'Al' }, bob] },
      ['/1/text'],
    ],
    [
      'that overlap',
      { text: '@Bob Lee', mentions: [bob, { id: 'alice', text: 'Bob Lee' }] },
      ['/1/text'],
    ],
    ['without a name', { text: '@', mentions: [{ id: 'bob', text: '' }] }, ['/0/text']],
    ['with a place', { text: '@Bob', mentions: [{ ...bob, at: 0 }] }, ['/0/at']],
    ['more than 100', { text: '@Bob'.repeat(101), mentions: Array(101).fill(bob) }, ['']],
    ['without a text', { location: [1, 2], mentions: [bob] }, ['']],
  ])('%s are a 400 that says where', async (_, message, places) => {
    const { refused } = await appWithConversation()
    const send = [{ type: 'UserMessage', sender: 'alice', ...message }]
    expect(await refused('POST', '/messages', send)).toEqual({
      status: 400,
      places: places.map((place) => `#/0/mentions${place}`),
    })
  })

  test('cannot stand beside content', async () => {
    const { chat, refused } = await appWithConversation()
    const [id] = await chat.say('order', 'alice', 'Hi')
    const body = { content: [block('@Bob')], mentions: [bob] }
    expect((await refused('PUT', `/messages/${id}`, body)).places).toEqual(['#/content'])
    expect((await refused('PUT', `/messages/${id}`, { mentions: [bob] })).places).toEqual([
      '#/mentions',
    ])
  })
})
