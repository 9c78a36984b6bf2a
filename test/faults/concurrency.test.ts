import type { Client } from '@openparley/client'
import { emptyDatabase, engine, lastingDatabase } from '@openparley/test-kit/database'
import { everyMessage } from '@openparley/test-kit/lists'
import { testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'

const conversationId = 'order'
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

const send = (client: Client, sender: string, texts: string[]) =>
  client.POST('/conversations/{conversationId}/messages', {
    params: { path: { conversationId } },
    body: texts.map((text) => ({ type: 'UserMessage' as const, sender, text })),
  })

/** Reads all messages of the conversation, page by page. */
const allMessages = (client: Client, orderDirection: 'ASC' | 'DESC') =>
  everyMessage(client, conversationId, { limit: 7, orderDirection })

// In a file, reads and writes have separate connections.
const databases = {
  empty: emptyDatabase,
  ...(engine === 'sqlite' && { 'in a file': lastingDatabase }),
}

describe.each(Object.entries(databases))('with a database %s', (_, database) => {
  /** A server with these users, all of them in one conversation. */
  async function serverWith(users: string[]) {
    const server = await testServer({ databaseUrl: await database() })
    const { client } = server
    await client.PUT('/users', { body: Object.fromEntries(users.map((id) => [id, { name: id }])) })
    await client.PUT('/conversations/{conversationId}', {
      params: { path: { conversationId } },
      body: { participants: users },
    })
    return server
  }

  test('concurrent patches of one user lose no key of custom and pushTokens', async () => {
    const { client } = await serverWith(['alice'])
    const path = { userId: 'alice' }
    const put = (index: number, value: true | null) =>
      client.PUT('/users/{userId}', {
        params: { path },
        body: {
          custom: { [`key${index}`]: value && `value${index}` },
          pushTokens: { [`fcm:token${index}`]: value },
        },
      })
    await Promise.all(range(30).map((index) => put(index, true)))
    // Half of them leave while as many others join.
    await Promise.all(
      range(45).map((index) => (index < 15 ? put(index, null) : put(index + 30, true))),
    )
    const { data } = await client.GET('/users/{userId}', { params: { path } })
    const left = [...range(15).map((index) => index + 15), ...range(30).map((index) => index + 45)]
    expect(data?.custom).toEqual(
      Object.fromEntries(left.map((index) => [`key${index}`, `value${index}`])),
    )
    expect(data?.pushTokens).toEqual(
      Object.fromEntries(left.map((index) => [`fcm:token${index}`, true])),
    )
  })

  test('concurrent batches with the same users are applied completely or not at all', async () => {
    const users = range(12).map((index) => `user${index}`)
    const { client } = await serverWith(users)
    const batches = range(40).map((index) => {
      const first = (index * 5) % users.length
      const ids = range(6).map((offset) => users[(first + offset) % users.length] as string)
      return { key: `batch${index}`, ids: index % 2 ? ids : ids.reverse(), fails: index % 4 === 0 }
    })
    const answers = await Promise.all(
      batches.map(async ({ key, ids, fails }) => {
        const patches = ids.map((id) => [id, { custom: { [key]: 'set' } }] as const)
        const unknown = fails ? [[`nobody ${key}`, {}] as const] : []
        const body = Object.fromEntries([...patches, ...unknown])
        return (await client.PUT('/users', { body })).response.status
      }),
    )
    expect(answers).toEqual(batches.map(({ fails }) => (fails ? 400 : 200)))
    for (const userId of users) {
      const { data } = await client.GET('/users/{userId}', { params: { path: { userId } } })
      const applied = batches.filter(({ ids, fails }) => !fails && ids.includes(userId))
      expect(new Set(Object.keys(data?.custom ?? {}))).toEqual(
        new Set(applied.map(({ key }) => key)),
      )
    }
  })

  test('concurrent sends into one conversation keep one order that every list agrees on', async () => {
    const users = range(5).map((index) => `user${index}`)
    const server = await serverWith(users)
    const { client } = server
    const stream = await liveStream(server, 'user0')
    const arrays = range(60).map((index) => ({
      sender: users[index % users.length] as string,
      texts: range((index % 10) + 1).map((place) => `${index} ${place}`),
    }))
    const answers = await Promise.all(
      arrays.map(async ({ sender, texts }) => (await send(client, sender, texts)).data ?? []),
    )
    const count = arrays.reduce((sum, { texts }) => sum + texts.length, 0)
    const logged: string[] = []
    while (logged.length < count) logged.push((await stream.next('message.created')).message.id)

    const oldestFirst = await allMessages(client, 'ASC')
    const order = oldestFirst.map(({ id }) => id)
    expect(order).toHaveLength(count)
    expect((await allMessages(client, 'DESC')).map(({ id }) => id).reverse()).toEqual(order)
    expect(logged).toEqual(order)
    for (const [index, { texts }] of arrays.entries()) {
      const ids = answers[index]?.map(({ id }) => id) ?? []
      const start = order.indexOf(ids[0] ?? '')
      expect(order.slice(start, start + ids.length), 'the array is contiguous').toEqual(ids)
      expect(
        oldestFirst.slice(start, start + ids.length).map(({ text }) => text),
        'in the order of the request',
      ).toEqual(texts)
    }
    const times = oldestFirst.map(({ createdAt }) => createdAt)
    expect(times, 'each is later than the one before').toEqual(
      [...new Set(times)].sort((one, other) => one - other),
    )

    const { data: conversation } = await client.GET('/conversations/{conversationId}', {
      params: { path: { conversationId } },
    })
    expect(conversation?.lastMessage).toEqual(oldestFirst.at(-1))
    for (const userId of users) {
      const { data } = await client.GET('/users/{userId}/conversations', {
        params: { path: { userId } },
      })
      expect(data?.data[0]?.lastMessage).toEqual(oldestFirst.at(-1))
    }
  })

  test('all counts stay correct when users join, leave, read and delete while others send', async () => {
    const senders = ['alice', 'sebastian']
    const others = range(6).map((index) => `user${index}`)
    const { client } = await serverWith([...senders, ...others])
    const participant = (userId: string) => ({ params: { path: { conversationId, userId } } })
    const place = '/conversations/{conversationId}/participants/{userId}' as const
    const mark = (userId: string, isUnread: boolean) =>
      client.PATCH('/users/{userId}/conversations/{conversationId}', {
        ...participant(userId),
        body: { isUnread },
      })
    await Promise.all([
      ...senders.map(async (sender) => {
        for (const round of range(15)) {
          const { data } = await send(client, sender, [`${round} first`, `${round} second`])
          if (round % 3 === 0)
            await client.DELETE('/conversations/{conversationId}/messages/{messageId}', {
              params: { path: { conversationId, messageId: data?.[1]?.id ?? '' } },
            })
        }
      }),
      ...others.map(async (userId, index) => {
        for (const round of range(12)) {
          const kind = (round + index) % 4
          if (kind === 0) await mark(userId, false)
          if (kind === 1) await client.DELETE(place, participant(userId))
          if (kind === 2) await client.PUT(place, { ...participant(userId), body: {} })
          if (kind === 3) {
            await client.PATCH(place, { ...participant(userId), body: { access: 'None' } })
            await client.PATCH(place, { ...participant(userId), body: { access: 'Read' } })
          }
        }
        await client.PUT(place, { ...participant(userId), body: {} })
      }),
    ])
    const messages = await allMessages(client, 'DESC')
    expect(messages).toHaveLength(2 * (30 - 5))
    for (const userId of [...senders, ...others]) {
      const { data } = await client.GET('/users/{userId}/conversations', {
        params: { path: { userId } },
      })
      const unread = messages.filter(
        ({ senderId, readBy }) => senderId !== userId && !readBy.includes(userId),
      )
      expect(data?.data[0]?.unreadMessageCount, userId).toBe(unread.length)
      expect(data?.data[0]?.lastMessage?.id, userId).toBe(messages[0]?.id)
    }
  })
})
