import { type Chat, ids } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import type { TestStream } from '@openparley/test-kit/stream'
import { expect } from 'vitest'

/** The users who are online, oldest first. */
export const online = async (chat: Chat) => ids(await chat.listUsers({ isOnline: true }))

/** Waits until exactly these users are online. */
export const waitUntilOnline = (chat: Chat, ...users: string[]) =>
  eventually(async () => expect(await online(chat)).toEqual(users))

/** The changes of presence on the stream. */
export const presenceIn = ({ frames }: TestStream): string[] =>
  frames.flatMap(({ event }) =>
    event?.type === 'user.online' || event?.type === 'user.offline'
      ? [`${event.type} ${event.userId}`]
      : [],
  )
