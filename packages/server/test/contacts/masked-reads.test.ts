import { type OperationId, operations } from '@openparley/spec/operations'
import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { uploaded } from '@openparley/test-kit/uploads'
import { describe, expect, test } from 'vitest'
import { expectNoTrace, hasTrace, planted } from './planted.ts'

const roles = {
  default: { maskContacts: { words: ['whatsapp'], allowedDomains: ['shop.example'] } },
  whole: { maskContacts: null },
  strict: { maskContacts: { messages: 'all' as const, words: ['whatsapp'] } },
}

/** An app where bob sends contacts, alice does not see them, carol sees all, and dave does not even see his own. */
async function market() {
  const app = await testApp({ settings: { roles, clientSideConversationSync: true } })
  const chat = chatOf(app.client)
  await chat.users('alice', 'bob', 'carol', 'dave')
  await chat.putUser('carol', { role: 'whole' })
  await chat.putUser('dave', { role: 'strict' })
  await chat.put('trade', { participants: ['alice', 'bob', 'carol', 'dave'] })
  const as = async (userId: string, method: string, path: string, body?: unknown) => {
    const response = await checkedFetch(
      new Request(`${app.baseUrl}/v1/${app.appId}/realtime${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await userToken(app, userId)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, text: await response.text() }
  }
  return { app, chat, as }
}

const { email, phone, link, word } = planted
const bold = (text: string) => ({ type: 'bold' as const, children: [text] })

/** Plants each contact at each place that a message or a conversation has. Returns the ids of the messages. */
async function plant({ app, chat, as }: Awaited<ReturnType<typeof market>>): Promise<string[]> {
  const texts = [email, phone, link, word].map((contact) => `Write to ${contact}, or not`)
  const [first = '', ...ids] = await chat.say('trade', 'bob', ...texts)
  const { attachmentToken: fileToken } = await uploaded(app, 'Hello', {
    as: 'bob',
    filename: `${email}.txt`,
  })
  const nodes = [
    [email.slice(0, 5), bold(email.slice(5))],
    [bold(phone.slice(0, 7)), { type: 'italic', children: [phone.slice(7)] }],
    [{ type: 'link', url: link, children: ['here'] }],
    [{ type: 'autoLink', url: link, text: link }],
    [{ type: 'mention', id: 'alice', text: phone }, ' ok'],
    [{ type: 'codeSpan', text: email }],
    [{ type: 'actionButton', action: 'call', params: {}, children: [word] }],
  ]
  const contents = nodes.map((children) => [{ type: 'text' as const, children }])
  const more = await chat.send(
    'trade',
    ...contents.map((content) => userMessage('bob', undefined as never, { content } as never)),
    userMessage('bob', 'Hello', { referencedMessageId: first }),
    userMessage('alice', 'Hello to you', { referencedMessageId: first }),
  )
  const edited = more.at(-2) as string
  await chat.edit('trade', edited, { text: `Now ${phone}` })
  await as('bob', 'POST', '/conversations/trade/messages', { text: `Typed ${email}` })
  await as('bob', 'POST', '/conversations/trade/messages', {
    content: [{ type: 'file', fileToken }],
  })
  await chat.put('trade', { subject: `Call ${phone}`, welcomeMessages: [`At ${email}`] })
  return [first, ...ids, ...more]
}

/** The reads with a user token, except the stream, with the parameters that their paths and queries need. */
const reads = Object.entries(operations).filter(
  ([id, { method, path }]) =>
    method === 'GET' && path.includes('/realtime/') && id !== 'streamEvents',
)

const queries: Partial<Record<OperationId, string[]>> = {
  searchMessages: [
    '?query=write&limit=20',
    '?query=hello',
    '?query=now',
    '?query=typed',
    '?query=ok',
  ],
  searchConversations: ['?query=call'],
  listMessageSnapshots: ['?limit=100'],
}

function paths(id: string, path: string, messageIds: string[]): string[] {
  const filled = path
    .replace(/^.*\/realtime/, '')
    .replace('{conversationId}', 'trade')
    .replace('{userId}', 'bob')
    .replace('{emoji}', encodeURIComponent('👍'))
  const all = filled.includes('{messageId}')
    ? messageIds.map((one) => filled.replace('{messageId}', one))
    : [filled]
  return all.flatMap((one) => (queries[id as OperationId] ?? ['']).map((query) => one + query))
}

describe('a user whose role hides contacts', () => {
  test('gets no part of one by any read, by the stream, or by its replay', async () => {
    const site = await market()
    const { app, chat, as } = site
    const streams = await Promise.all(['alice', 'carol'].map((userId) => liveStream(app, userId)))
    const { cursor } = streams[0] ?? {}
    const ids = await plant(site)
    await chat.leave('trade', 'dave')
    await chat.join('trade', 'dave')
    const newest = (await chat.messages('trade')).map(({ id }) => id)
    await chat.deleteMessage('trade', newest[0] as string)

    let seen = 0
    for (const [id, { path }] of reads)
      for (const one of paths(id, path, ids)) {
        const masked = await as('alice', 'GET', one)
        expect(masked.status, one).toBe(200)
        expectNoTrace(masked.text, one)
        if (masked.text.includes('•••')) seen += 1
      }
    expect(seen).toBeGreaterThan(15)

    const [alice, carol] = await receivedSoFar(streams, chat)
    expectNoTrace(JSON.stringify(alice), 'stream')
    expect(JSON.stringify(alice)).toContain('"masked":["email"]')
    expect(hasTrace(JSON.stringify(carol))).toBe(true)
    expect(JSON.stringify(carol)).not.toContain('masked')
    const resumed = await openStream(app, 'alice', { after: cursor })
    const [replayed] = await receivedSoFar([resumed], chat)
    expect(replayed?.length).toBeGreaterThan(10)
    expectNoTrace(JSON.stringify(replayed), 'replay')
    // The replay says the same as the stream did.
    const messagesIn = (events: typeof alice) =>
      events?.flatMap((event) => ('message' in event ? event.message : []))
    expect(messagesIn(replayed)).toEqual(messagesIn(alice))

    const stored = await chat.messages('trade', { limit: 100 })
    expect(JSON.stringify(stored)).toContain(email)
    expect((await chat.get('trade')).subject).toBe(`Call ${phone}`)
  }, 60_000)

  test('sees their own messages whole, but not the messages to which these reply', async () => {
    const { app, chat, as } = await market()
    const [bobs = ''] = await chat.say('trade', 'bob', `Mine is ${email}`)
    const [alice, bob] = await Promise.all(['alice', 'bob'].map((id) => liveStream(app, id)))
    const sent = await as('alice', 'POST', '/conversations/trade/messages', {
      text: `And mine ${phone}`,
      referencedMessageId: bobs,
    })
    expect(JSON.parse(sent.text)).toMatchObject({
      plaintext: `And mine ${phone}`,
      referencedMessage: { plaintext: 'Mine is •••', masked: ['email'] },
    })
    expect(JSON.parse(sent.text)).not.toHaveProperty('masked')
    expect((await alice?.next('message.created'))?.message).toMatchObject({
      text: `And mine ${phone}`,
      referencedMessage: { text: 'Mine is •••' },
    })
    expect((await bob?.next('message.created'))?.message).toMatchObject({
      text: 'And mine •••',
      masked: ['phone'],
      referencedMessage: { text: `Mine is ${email}` },
    })
  })

  test('does not even see their own with `messages` set to `all`', async () => {
    const { as } = await market()
    const sent = await as('dave', 'POST', '/conversations/trade/messages', {
      text: `${word} ${link}`,
    })
    expect(JSON.parse(sent.text)).toMatchObject({ plaintext: '••• •••', masked: ['link', 'word'] })
  })

  test('sees system messages and locations', async () => {
    const { chat, as } = await market()
    const location = [52.520008, 13.404954]
    await chat.send(
      'trade',
      { type: 'SystemMessage', text: `Help: ${email}` },
      userMessage('bob', undefined as never, { location } as never),
    )
    const { text } = await as('alice', 'GET', '/conversations/trade/messages')
    expect(text).toContain(email)
    expect(text).toContain('13.404954')
    expect(text).not.toContain('masked')
  })

  test('gets what the new role sees, beginning with the event of the change', async () => {
    const { app, chat } = await market()
    const alice = await liveStream(app, 'alice')
    await chat.say('trade', 'bob', email)
    const texts = [(await alice.next('message.created')).message.text]
    await chat.putUser('alice', { role: 'whole' })
    await chat.say('trade', 'bob', email)
    await chat.putUser('alice', { role: null })
    await chat.say('trade', 'bob', email)
    while (texts.length < 3) texts.push((await alice.next('message.created')).message.text)
    expect(texts).toEqual(['•••', email, '•••'])
  })
})

test('the download of a file has the name in its URL', async () => {
  const { app, as } = await market()
  const { attachmentToken: fileToken } = await uploaded(app, 'Hello', {
    as: 'bob',
    filename: `${email}.txt`,
  })
  await as('bob', 'POST', '/conversations/trade/messages', {
    content: [{ type: 'file', fileToken }],
  })
  const { text } = await as('alice', 'GET', '/conversations/trade/messages')
  const [message] = JSON.parse(text).data
  expect(message.masked).toEqual(['email'])
  const response = await checkedFetch(new Request(message.content[0].url))
  expect(response.status).toBe(200)
  expectNoTrace(JSON.stringify([...response.headers]), 'headers')
})

test.each([
  ['sending', 'POST', '/conversations/trade/messages'],
  ['editing', 'PATCH', ''],
])('nobody reads the hidden name of a file by %s it', async (_, method, path) => {
  const { app, chat, as } = await market()
  const file = async (userId: string) => {
    const filename = `${email}.txt`
    const { attachmentToken } = await uploaded(app, 'Hello', { as: userId, filename })
    return { content: [{ type: 'file', fileToken: attachmentToken }] }
  }
  const bobs = await file('bob')
  const [id] = await chat.say('trade', 'alice', 'Hello')
  const own = `/conversations/trade/messages/${id}`
  const stream = await liveStream(app, 'alice')
  const changed = await as('alice', method, path || own, bobs)
  expect(changed.status).toBe(200)
  expectNoTrace(changed.text, 'response')
  const { text } = await as('alice', 'GET', '/conversations/trade/messages')
  expect(text).toContain('"filename":"•••')
  expectNoTrace(text, 'list')
  const [events] = await receivedSoFar([stream], chat)
  expect(JSON.stringify(events)).toContain('"filename":"•••')
  expectNoTrace(JSON.stringify(events), 'stream')

  await as('alice', method, path || own, await file('alice'))
  const after = await as('alice', 'GET', '/conversations/trade/messages?limit=1')
  expect(JSON.parse(after.text).data[0].content[0].filename).toBe(`${email}.txt`)
})
