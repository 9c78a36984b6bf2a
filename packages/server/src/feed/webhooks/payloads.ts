import type { EventOf, EventType, PrivatePart } from '../../model/event.ts'
import { isUnread } from '../../model/participant.ts'
import type {
  EventMessage,
  ListedParticipant,
  Message,
  ParticipantState,
  User,
  UserProfile,
} from '../../model/schema.ts'
import { type WebhookEvent, type WebhookMessage, webhookEventId } from '../../model/webhook.ts'
import type { ReadTx } from '../../store/store.ts'
import type { LogEntry } from '../../store/tables/events.ts'
import { Surroundings } from './surroundings.ts'

/** In larger conversations, readings are not sent: each message would be followed by hundreds. */
const maxReaders = 300

type Build<Type extends EventType> = (
  event: EventOf<Type>,
  around: Surroundings,
  part: PrivatePart,
) => Promise<WebhookMessage | undefined>

/**
 * Builds what webhooks are told of an entry. What the event is about is as the log has it; its surroundings are read. The
 * entry of an older version that lacks something is not sent.
 */
const builds: { [Type in EventType]?: Build<Type> } = {
  'user.created': async ({ user }, around, part) => ({
    type: 'user.created',
    data: { user: await wholeUser(user, around, part) },
  }),
  'user.updated': async ({ user }, around, part) => ({
    type: 'user.updated',
    data: { user: await wholeUser(user, around, part) },
  }),
  'message.created': async ({ message, mentions }, around) => {
    const conversation = await around.conversation(message.conversationId)
    if (!conversation) return undefined
    const sender = await around.sender(message)
    return {
      type: 'message.sent',
      data: { sender, conversation, message: plainMessage(message), mentions },
    }
  },
  'message.updated': async ({ message }, around) => {
    const conversation = await around.conversation(message.conversationId)
    if (!conversation) return undefined
    const sender = await around.sender(message)
    return {
      type: 'message.updated',
      data: { sender, conversation, message: plainMessage(message) },
    }
  },
  'message.deleted': async ({ conversationId }, around, { message }) => {
    const conversation = await around.conversation(conversationId)
    if (!conversation || !message) return undefined
    const sender = await around.sender(message)
    return { type: 'message.deleted', data: { sender, conversation, message } }
  },
  'conversation.read': async ({ conversationId, userId }, around, { read }) => {
    const conversation = await around.conversation(conversationId)
    if (!conversation || !read) return undefined
    if (Object.keys(conversation.participants).length > maxReaders) return undefined
    const message = await around.newestRead(conversationId, userId, read)
    if (!message) return undefined
    const recipient = await around.user(userId)
    const sender = await around.sender(message)
    return { type: 'message.read', data: { recipient, sender, conversation, message } }
  },
  'conversation.created': async ({ conversation: { id } }, around) => {
    const conversation = await around.conversation(id)
    return conversation && { type: 'conversation.created', data: { conversation } }
  },
  'conversation.updated': async ({ conversation: { id } }, around) => {
    const conversation = await around.conversation(id)
    return conversation && { type: 'conversation.updated', data: { conversation } }
  },
  'conversation.deleted': async (_, __, { conversation }) =>
    conversation && { type: 'conversation.deleted', data: { conversation } },
  'participant.joined': async ({ conversation: { id }, participants }, around) => {
    const conversation = await around.conversation(id)
    if (!conversation) return undefined
    const users = await around.users(participants.map(({ userId }) => userId))
    return {
      type: 'participant.joined',
      data: { conversation, participants: participants.map(listed), users },
    }
  },
  'participant.updated': async ({ conversation: { id }, participant }, around) => {
    const conversation = await around.conversation(id)
    if (!conversation) return undefined
    const user = await around.user(participant.userId)
    return {
      type: 'participant.updated',
      data: { conversation, participant: listed(participant), user },
    }
  },
  'participant.left': async ({ conversationId, userId }, around) => {
    const conversation = await around.conversation(conversationId)
    const user = await around.user(userId)
    return conversation && { type: 'participant.left', data: { conversation, user } }
  },
}

/** Whether webhooks may be told of the entry. */
export const isForWebhooks = ({ type }: Pick<LogEntry, 'type'>): boolean => type in builds

/** Returns the events that webhooks are told of an entry of the log: none, or one. */
export async function webhookEvents(entry: LogEntry, tx: ReadTx): Promise<WebhookEvent[]> {
  const build = builds[entry.type as EventType] as Build<EventType> | undefined
  if (!build) return []
  const event: EventOf<EventType> = JSON.parse(entry.json)
  const part: PrivatePart = entry.private === null ? {} : JSON.parse(entry.private)
  const message = await build(event, new Surroundings(tx, entry, event.createdAt), part)
  if (!message) return []
  const { id, mark } = entry
  const place = { id: webhookEventId({ id, mark, index: 0 }), createdAt: event.createdAt }
  return [{ ...message, ...place, key: keyOf(entry, event) }]
}

/** The conversation, or the user, that an entry is about. */
function keyOf({ conversationId }: LogEntry, event: EventOf<EventType>): string {
  if (conversationId !== null) return `conversation ${conversationId}`
  return `user ${'user' in event ? event.user.id : ''}`
}

/** The log of an older version has only the public properties. */
const wholeUser = async (
  user: UserProfile,
  around: Surroundings,
  part: PrivatePart,
): Promise<User> => ({ ...(part.user ?? (await around.user(user.id))), ...user })

const plainMessage = ({
  referencedMessage: _,
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
