import type { EventOf, EventType, PrivatePart, PrivateType } from '../../model/event.ts'
import { isUnread } from '../../model/participant.ts'
import type {
  Conversation,
  EventMessage,
  ListedParticipant,
  Message,
  ParticipantState,
  User,
} from '../../model/schema.ts'
import { storedUser } from '../../model/user.ts'
import {
  type WebhookEvent,
  type WebhookMessage,
  webhookEventId,
  webhookTypeOf,
  type webhookTypes,
} from '../../model/webhook.ts'
import type { ReadTx } from '../../store/store.ts'
import type { LogEntry } from '../../store/tables/events.ts'
import { Surroundings } from './surroundings.ts'

/** In larger conversations, `message.read` is not sent: each message would cause hundreds of them. */
const maxReaders = 300

interface Parts<Type extends EventType | PrivateType> {
  event: Type extends EventType ? EventOf<Type> : undefined
  /** The part of an entry that only webhooks get. */
  part: PrivatePart
  entry: LogEntry
  around: Surroundings
  /** The conversation, for an entry about one. */
  conversation: Conversation | undefined
}

type Build<Type extends EventType | PrivateType> = (
  parts: Parts<Type>,
) => Promise<WebhookMessage | undefined>

/**
 * Builds the data of a webhook event for each type of entry. The subject of the event comes from the log; other objects
 * are read from the database. An incomplete entry of an older version is not sent.
 */
const builds: { [Type in keyof typeof webhookTypes]: Build<Type> } = {
  'user.created': async (parts) => ({
    type: 'user.created',
    data: { user: await wholeUser(parts) },
  }),
  'user.updated': async (parts) => ({
    type: 'user.updated',
    data: { user: await wholeUser(parts) },
  }),
  'message.created': async ({ event, entry, around, conversation }) => {
    const message = plainMessage(event.message)
    if (!conversation) return undefined
    const sender = await around.sender(entry.appId, message)
    const { mentions } = event
    return { type: 'message.sent', data: { sender, conversation, message, mentions } }
  },
  'message.updated': async ({ event, entry, around, conversation }) => {
    const message = plainMessage(event.message)
    if (!conversation) return undefined
    const sender = await around.sender(entry.appId, message)
    return { type: 'message.updated', data: { sender, conversation, message } }
  },
  'message.deleted': async ({ part: { message }, entry, around, conversation }) => {
    if (!conversation || !message) return undefined
    const sender = await around.sender(entry.appId, message)
    return { type: 'message.deleted', data: { sender, conversation, message } }
  },
  'conversation.read': async ({ event, part, entry, around, conversation }) => {
    if (!conversation || !part.read) return undefined
    if (Object.keys(conversation.participants).length > maxReaders) return undefined
    const message = await around.newestRead(entry, event.userId, part.read)
    if (!message) return undefined
    const recipient = await around.user(entry.appId, event.userId)
    const sender = await around.sender(entry.appId, message)
    return { type: 'message.read', data: { recipient, sender, conversation, message } }
  },
  'conversation.created': async ({ conversation }) =>
    conversation && { type: 'conversation.created', data: { conversation } },
  'conversation.updated': async ({ conversation }) =>
    conversation && { type: 'conversation.updated', data: { conversation } },
  'conversation.deleted': async ({ part: { conversation } }) =>
    conversation && { type: 'conversation.deleted', data: { conversation } },
  'participant.joined': async ({ event, entry, around, conversation }) => {
    if (!conversation) return undefined
    const participants = event.participants.map(listed)
    const ids = participants.map(({ userId }) => userId)
    const users = await around.users(entry.appId, ids)
    return { type: 'participant.joined', data: { conversation, participants, users } }
  },
  'participant.updated': async ({ event, entry, around, conversation }) => {
    if (!conversation) return undefined
    const participant = listed(event.participant)
    const user = await around.user(entry.appId, participant.userId)
    return { type: 'participant.updated', data: { conversation, participant, user } }
  },
  'participant.left': async ({ event, entry, around, conversation }) => {
    if (!conversation) return undefined
    const user = await around.user(entry.appId, event.userId)
    return { type: 'participant.left', data: { conversation, user } }
  },
  'reaction.added': async (parts) => {
    const data = await reactionIn(parts)
    return data && { type: 'reaction.added', data }
  },
  'reaction.removed': async (parts) => {
    const data = await reactionIn(parts)
    return data && { type: 'reaction.removed', data }
  },
  'notification.triggered': async ({ part: { missed }, entry, around, conversation }) => {
    if (!conversation || !missed) return undefined
    const messages = await around.messages(entry, missed.messageIds)
    const newest = messages.at(-1)
    if (!newest) return undefined
    const recipient = await around.user(entry.appId, missed.userId)
    const sender = await around.user(entry.appId, newest.senderId ?? '')
    const notificationId = `ntf_${entry.id}_${entry.mark.toString(36)}`
    const data = { notificationId, recipient, sender, conversation, messages }
    return { type: 'notification.triggered', data }
  },
  'webhook.disabled': async ({ part: { webhook } }) =>
    webhook && { type: 'webhook.disabled', data: { webhook } },
}

/** Whether webhooks may get the entry. */
export const isForWebhooks = ({ type }: Pick<LogEntry, 'type'>): boolean =>
  webhookTypeOf(type) !== undefined

/**
 * Returns the webhook events for an entry of the log: none, or one. For several entries that are read in the
 * same snapshot, pass the same `around`.
 */
export async function webhookEvents(
  entry: LogEntry,
  tx: ReadTx,
  around = new Surroundings(tx),
): Promise<WebhookEvent[]> {
  if (!isForWebhooks(entry)) return []
  const build = builds[entry.type as keyof typeof webhookTypes] as Build<EventType>
  const event: EventOf<EventType> = JSON.parse(entry.json)
  const part: PrivatePart = entry.private === null ? {} : JSON.parse(entry.private)
  const { createdAt } = event
  const conversation = await around.conversation(entry, createdAt)
  const message = await build({ event, part, entry, around, conversation })
  if (!message) return []
  const { id, mark } = entry
  return [
    {
      ...message,
      id: webhookEventId({ id, mark, index: 0 }),
      createdAt,
      key: keyOf(entry, event),
    },
  ]
}

/** The conversation, or the user, that an entry is about. */
function keyOf({ conversationId }: LogEntry, event: EventOf<EventType>): string {
  if (conversationId !== null) return `conversation ${conversationId}`
  return `user ${'user' in event ? event.user.id : ''}`
}

/** The log of an older version has only the public properties. */
const wholeUser = async ({
  event,
  part,
  entry,
  around,
}: Parts<'user.created'> | Parts<'user.updated'>): Promise<User> =>
  storedUser({
    ...(part.user ?? (await around.user(entry.appId, event.user.id))),
    ...event.user,
  })

async function reactionIn({
  event,
  entry,
  around,
  conversation,
}: Parts<'reaction.added'> | Parts<'reaction.removed'>) {
  const message = await around.message(entry, event.messageId)
  if (!conversation || !message) return undefined
  const user = await around.user(entry.appId, event.userId)
  const { emoji, reactions } = event
  return { user, emoji, conversation, message: { ...message, reactions } }
}

const plainMessage = ({
  referencedMessage: _,
  reactedBy: __,
  ...message
}: EventMessage & Pick<Message, 'readBy'>): Message => message

const listed = (state: ParticipantState): ListedParticipant => ({
  userId: state.userId,
  access: state.access,
  notify: state.notify,
  isUnread: isUnread({ unreadCount: state.unreadMessageCount, markedUnread: state.markedUnread }),
  joinedAt: state.joinedAt,
  readUntil: state.readUntil,
})
