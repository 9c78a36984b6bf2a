import type { components } from '@openparley/spec/types'
import { describe, expectTypeOf, test } from 'vitest'
import {
  type ConversationRef,
  type ConversationSnapshot,
  type CreateUserParams,
  createSession,
  type MessageSnapshot,
  type ParticipantSnapshot,
  type Session,
  type SessionOptions,
  type SetUserParams,
  type Subscription,
  type UserRef,
  type UserSnapshot,
} from '../../src/index.ts'

type Wire = components['schemas']

describe('the interfaces are exactly those of the hosted SDK:', () => {
  test('UserSnapshot', () => {
    expectTypeOf<UserSnapshot>().toEqualTypeOf<{
      custom: Record<string, string>
      id: string
      locale: string
      name: string
      photoUrl: string | null
      role: string
      welcomeMessage: string | null
    }>()
  })

  test('ConversationSnapshot, with two more fields', () => {
    expectTypeOf<ConversationSnapshot>().toEqualTypeOf<{
      access: 'Read' | 'ReadWrite'
      createdAt: number
      custom: Record<string, string>
      everyoneReadUntil: number | null
      id: string
      isUnread: boolean
      joinedAt: number
      lastMessage: MessageSnapshot | null
      lastMessageAt: number
      notify: boolean | 'MentionsOnly'
      photoUrl: string | null
      readUntil: number | null
      subject: string | null
      unreadMentionCount: number
      unreadMessageCount: number
      welcomeMessages: string[]
    }>()
  })

  test('CreateUserParams', () => {
    expectTypeOf<CreateUserParams>().toEqualTypeOf<{
      name: string
      custom?: Record<string, string>
      email?: string | string[]
      locale?: string
      phone?: string | string[]
      photoUrl?: string
      pushTokens?: Record<string, true>
      role?: string
      welcomeMessage?: string
    }>()
  })

  test('SetUserParams', () => {
    expectTypeOf<SetUserParams>().toEqualTypeOf<{
      custom?: Record<string, string | null> | null
      email?: string | string[] | null
      locale?: string | null
      name?: string
      phone?: string | string[] | null
      photoUrl?: string | null
      pushTokens?: Record<string, true | null> | null
      role?: string | null
      welcomeMessage?: string | null
    }>()
  })

  test('UserRef, and its subscriptions', () => {
    expectTypeOf<Omit<UserRef, 'subscribe' | 'subscribeOnline'>>().toEqualTypeOf<{
      readonly id: string
      createIfNotExists: (params: CreateUserParams) => Promise<void>
      get: () => Promise<UserSnapshot | null>
      set: (params: SetUserParams) => Promise<void>
    }>()
  })
})

describe('the interfaces fit the document:', () => {
  test('a snapshot from the server has all properties of the public one', () => {
    expectTypeOf<Wire['UserSnapshot']>().toExtend<UserSnapshot>()
    type Rest<T> = Omit<T, 'access' | 'lastMessage'>
    expectTypeOf<Rest<Wire['ConversationSnapshot']>>().toExtend<Rest<ConversationSnapshot>>()
    type Message<T> = Omit<T, 'sender' | 'referencedMessage' | 'delivery' | 'content'>
    expectTypeOf<Message<Wire['MessageSnapshot']>>().toExtend<Message<MessageSnapshot>>()
    type Participant<T> = Omit<T, 'access'>
    expectTypeOf<Participant<Wire['ParticipantSnapshot']>>().toExtend<
      Participant<ParticipantSnapshot>
    >()
  })

  test('all parameters can be sent', () => {
    expectTypeOf<CreateUserParams>().toExtend<Wire['CreateUserParams']>()
    expectTypeOf<SetUserParams>().toExtend<Wire['SetUserParams']>()
  })
})

describe('a session', () => {
  const options = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo', userId: 'alice' }

  test('takes a token, a function that fetches a token, or a token later by setToken', () => {
    expectTypeOf(createSession).returns.toEqualTypeOf<Session>()
    expectTypeOf({ ...options, token: 'jwt' }).toExtend<SessionOptions>()
    expectTypeOf({ ...options, tokenFetcher: async () => 'jwt' }).toExtend<SessionOptions>()
    expectTypeOf(options).toExtend<SessionOptions>()
    expectTypeOf(createSession).parameter(0).toEqualTypeOf<SessionOptions>()
  })

  test('gives refs', () => {
    expectTypeOf<Session['user']>().toEqualTypeOf<(id: string) => UserRef>()
    expectTypeOf<Session['conversation']>().toEqualTypeOf<(id: string) => ConversationRef>()
    expectTypeOf<UserRef['subscribe']>().returns.toExtend<Subscription>()
    expectTypeOf<NonNullable<Parameters<UserRef['subscribe']>[0]>>()
      .parameter(0)
      .toEqualTypeOf<UserSnapshot | null>()
    expectTypeOf<NonNullable<Parameters<ConversationRef['subscribe']>[0]>>()
      .parameter(0)
      .toEqualTypeOf<ConversationSnapshot | null>()
  })
})
