import type { Client } from '@openparley/client'
import type { components, operations } from '@openparley/spec/types'
import { expect } from 'vitest'
import { everyItem } from './lists.ts'

type Schemas = components['schemas']
type Query<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>

export interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Returns the data of a call; the test fails if the call does. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call
  expect(error, `${response.status} from ${response.url}`).toBeUndefined()
  return data as T
}

/** Returns the faults of a call that is refused with 400, by their places. */
export async function faults(call: Promise<Answer<unknown>>): Promise<Record<string, string[]>> {
  const { error, response } = await call
  expect(response.status).toBe(400)
  return (error as Schemas['ValidationProblem']).errors
}

/** Expects that the call is refused with a 400 that names exactly these places. */
export async function expectFaults(
  call: Promise<Answer<unknown>>,
  ...places: string[]
): Promise<void> {
  expect(Object.keys(await faults(call)).sort()).toEqual(places.sort())
}

export type Chat = ReturnType<typeof chatOf>

/** The calls that most tests need, made with the client. Each expects success and returns the data. */
export function chatOf(client: Client) {
  const conversation = (conversationId: string) => ({ params: { path: { conversationId } } })
  const participation = (conversationId: string, userId: string) => ({
    params: { path: { conversationId, userId } },
  })
  const message = (conversationId: string, messageId: string) => ({
    params: { path: { conversationId, messageId } },
  })
  const reaction = (conversationId: string, messageId: string, emoji: string, userId: string) => ({
    params: { path: { conversationId, messageId, emoji, userId } },
  })
  return {
    client,

    /** Creates users whose names are their ids. */
    users: (...ids: string[]) =>
      dataOf(
        client.PUT('/users', { body: Object.fromEntries(ids.map((id) => [id, { name: id }])) }),
      ),

    putUser: (userId: string, body: Schemas['UserPatch']) =>
      dataOf(client.PUT('/users/{userId}', { params: { path: { userId } }, body })),

    user: (userId: string) =>
      dataOf(client.GET('/users/{userId}', { params: { path: { userId } } })),

    listUsers: async (query: Query<'listUsers'> = {}) =>
      (await dataOf(client.GET('/users', { params: { query } }))).data,

    put: (id: string, body: Schemas['ConversationPatch'] = {}) =>
      dataOf(client.PUT('/conversations/{conversationId}', { ...conversation(id), body })),

    /** Creates the users and a conversation between them. */
    async conversationWith(id: string, participants: string[], patch = {}) {
      await this.users(...participants)
      await this.put(id, { participants, ...patch })
    },

    get: (id: string) => dataOf(client.GET('/conversations/{conversationId}', conversation(id))),

    delete: (id: string) =>
      dataOf(client.DELETE('/conversations/{conversationId}', conversation(id))),

    list: async (query: Query<'listConversations'> = {}) =>
      (await dataOf(client.GET('/conversations', { params: { query } }))).data,

    listOf: async (userId: string, query: Query<'listUserConversations'> = {}) =>
      (
        await dataOf(
          client.GET('/users/{userId}/conversations', { params: { path: { userId }, query } }),
        )
      ).data,

    /** Returns the conversation as the user sees it; undefined if it is not in their list. */
    async seenBy(userId: string, id: string) {
      const found = await this.listOf(userId, { limit: 100 })
      return found.find((one) => one.id === id)
    },

    mark: (userId: string, id: string, isUnread?: boolean | null) =>
      dataOf(
        client.PATCH('/users/{userId}/conversations/{conversationId}', {
          ...participation(id, userId),
          body: isUnread === undefined ? {} : { isUnread },
        }),
      ),

    join: (id: string, userId: string, body: Schemas['ParticipantSettings'] = {}) =>
      dataOf(
        client.PUT('/conversations/{conversationId}/participants/{userId}', {
          ...participation(id, userId),
          body,
        }),
      ),

    change: (id: string, userId: string, body: Schemas['ParticipantPatch']) =>
      dataOf(
        client.PATCH('/conversations/{conversationId}/participants/{userId}', {
          ...participation(id, userId),
          body,
        }),
      ),

    leave: (id: string, userId: string) =>
      dataOf(
        client.DELETE(
          '/conversations/{conversationId}/participants/{userId}',
          participation(id, userId),
        ),
      ),

    /** Sends the messages in one call and returns their ids. */
    async send(id: string, ...body: Schemas['MessageToSend'][]) {
      const sent = await dataOf(
        client.POST('/conversations/{conversationId}/messages', { ...conversation(id), body }),
      )
      return sent.map((one) => one.id)
    },

    /** Sends the texts in one call, as the user, and returns the messages' ids. */
    say(id: string, sender: string, ...texts: string[]) {
      return this.send(id, ...texts.map((text) => userMessage(sender, text)))
    },

    messages: async (id: string, query: Query<'listMessages'> = {}) =>
      (
        await dataOf(
          client.GET('/conversations/{conversationId}/messages', {
            params: { path: { conversationId: id }, query },
          }),
        )
      ).data,

    message: (id: string, messageId: string) =>
      dataOf(
        client.GET('/conversations/{conversationId}/messages/{messageId}', message(id, messageId)),
      ),

    edit: (id: string, messageId: string, body: Schemas['MessagePatch']) =>
      dataOf(
        client.PUT('/conversations/{conversationId}/messages/{messageId}', {
          ...message(id, messageId),
          body,
        }),
      ),

    react: (id: string, messageId: string, emoji: string, userId: string) =>
      dataOf(
        client.PUT(
          '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}',
          reaction(id, messageId, emoji, userId),
        ),
      ),

    unreact: (id: string, messageId: string, emoji: string, userId: string) =>
      dataOf(
        client.DELETE(
          '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}',
          reaction(id, messageId, emoji, userId),
        ),
      ),

    reactions: async (
      conversationId: string,
      messageId: string,
      emoji: string,
      query: Query<'listReactions'> = {},
    ) =>
      (
        await dataOf(
          client.GET('/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}', {
            params: { path: { conversationId, messageId, emoji }, query },
          }),
        )
      ).data,

    deleteMessage: (id: string, messageId: string) =>
      dataOf(
        client.DELETE(
          '/conversations/{conversationId}/messages/{messageId}',
          message(id, messageId),
        ),
      ),
  }
}

export const userMessage = (
  sender: string,
  text: string,
  more: Partial<Schemas['UserMessageToSend']> = {},
): Schemas['UserMessageToSend'] => ({ type: 'UserMessage', sender, text, ...more })

export const systemMessage = (
  text: string,
  more: Partial<Schemas['SystemMessageToSend']> = {},
): Schemas['SystemMessageToSend'] => ({ type: 'SystemMessage', text, ...more })

export const ids = (items: { id: string }[]) => items.map(({ id }) => id)

/** The ids of all items of a list, read in pages of `limit`. */
export const pages = async (
  list: (query: { limit: number; startingAfter?: string }) => Promise<{ id: string }[]>,
  limit: number,
): Promise<string[]> => ids(await everyItem(limit, list))
