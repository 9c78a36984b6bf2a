import type { DocumentSchemas } from './document-schemas.ts'
import { operationTool, selected, type Tool } from './tool.ts'
import { waitForMessages } from './wait-for-messages.ts'

const message = {
  id: true,
  type: true,
  sender: { id: true, name: true, role: true },
  plaintext: true,
  content: { type: true, url: true, filename: true, size: true, latitude: true, longitude: true },
  custom: true,
  createdAt: true,
  editedAt: true,
  referencedMessage: { id: true, senderId: true, plaintext: true },
} as const

const conversation = {
  id: true,
  subject: true,
  custom: true,
  access: true,
  isUnread: true,
  unreadMessageCount: true,
  lastMessageAt: true,
  lastMessage: { sender: { id: true, name: true }, plaintext: true, createdAt: true },
} as const

const messages = { data: message, hasMore: true } as const
const conversations = { data: conversation, hasMore: true } as const
const found = {
  data: { ...message, conversation: { id: true, subject: true } },
  hasMore: true,
} as const
const people = {
  data: { user: { id: true, name: true, role: true }, access: true },
  hasMore: true,
} as const

/** Max participants that are returned with a conversation. */
const maxParticipants = 30

/** The tools of an agent with a user token. */
export function participantTools(schemas: DocumentSchemas): Tool[] {
  const listTakes = { limit: 'optional', startingAfter: 'optional' } as const
  return [
    {
      name: 'list_conversations',
      title: 'List conversations',
      description: 'Lists the conversations that you are in, the most recently active first.',
      input: schemas.takes('listOwnConversations', listTakes, {
        isUnread: schemas.property('UserConversationConditions', 'isUnread'),
      }),
      output: schemas.returns('listOwnConversations', conversations),
      run({ isUnread, ...args }, context) {
        const filter = isUnread === undefined ? undefined : JSON.stringify({ isUnread })
        return selected(context, 'listOwnConversations', { ...args, filter }, conversations)
      },
    },
    {
      name: 'read_conversation',
      title: 'Read a conversation',
      description:
        'Returns a conversation, its participants and its messages, the newest first. The conversation is not marked as read.',
      input: schemas.takes('listMessageSnapshots', { conversationId: 'required', ...listTakes }),
      output: {
        type: 'object',
        required: ['conversation', 'participants', 'messages'],
        properties: {
          conversation: schemas.returns('getConversationSnapshot', conversation),
          participants: schemas.returns('listParticipantSnapshots', people),
          messages: schemas.returns('listMessageSnapshots', messages),
        },
      },
      async run({ conversationId, ...page }, context) {
        const [one, participants, some] = await Promise.all([
          selected(context, 'getConversationSnapshot', { conversationId }, conversation),
          selected(
            context,
            'listParticipantSnapshots',
            { conversationId, limit: maxParticipants },
            people,
          ),
          selected(context, 'listMessageSnapshots', { conversationId, ...page }, messages),
        ])
        return { conversation: one, participants, messages: some }
      },
    },
    operationTool(schemas, {
      name: 'send_message',
      title: 'Send a message',
      description:
        'Sends a message as yourself. Choose a new idempotencyKey for each message. If you do not know whether a call ' +
        'was successful, repeat it with the same key: the message is not sent twice.',
      writes: { isDestructive: false },
      operation: 'sendMessage',
      takes: {
        conversationId: 'required',
        text: 'required',
        idempotencyKey: 'required',
        referencedMessageId: 'optional',
        custom: 'optional',
      },
      returns: message,
    }),
    operationTool(schemas, {
      name: 'mark_read',
      title: 'Mark a conversation as read',
      description: 'Marks a conversation and all its messages as read by you. Others see this.',
      writes: { isDestructive: false },
      operation: 'markAsRead',
      takes: { conversationId: 'required' },
      returns: {},
    }),
    {
      name: 'search',
      title: 'Search',
      description:
        'Searches your messages, and your conversations by subject. Each word must be the beginning of a word in a result.',
      input: schemas.takes('searchMessages', { query: 'required', limit: 'optional' }),
      output: {
        type: 'object',
        required: ['messages', 'conversations'],
        properties: {
          messages: schemas.returns('searchMessages', found),
          conversations: schemas.returns('searchConversations', conversations),
        },
      },
      async run(args, context) {
        const [some, others] = await Promise.all([
          selected(context, 'searchMessages', args, found),
          selected(context, 'searchConversations', args, conversations),
        ])
        return { messages: some, conversations: others }
      },
    },
    waitForMessages(schemas),
  ]
}
