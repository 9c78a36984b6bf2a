import type { DocumentSchemas } from './document-schemas.ts'
import { storedMessage } from './stored-message.ts'
import { type OperationTool, operationTool, selected, type Tool } from './tool.ts'

const user = {
  id: true,
  name: true,
  role: true,
  locale: true,
  email: true,
  phone: true,
  custom: true,
  createdAt: true,
} as const

const message = { ...storedMessage, editedAt: true, readBy: true } as const

const conversation = {
  id: true,
  subject: true,
  custom: true,
  participants: true,
  lastMessage: { senderId: true, text: true, createdAt: true },
  createdAt: true,
} as const

const messages = { data: message } as const

const page = { limit: 'optional', startingAfter: 'optional' } as const
const adds = { isDestructive: false }
const destroys = { isDestructive: true }

const reading: OperationTool[] = [
  {
    name: 'get_app',
    title: 'Get the app',
    description: 'Returns the app and its settings.',
    operation: 'getApp',
    takes: {},
    returns: { id: true, defaultLocale: true, notificationDelay: true, custom: true },
  },
  {
    name: 'list_users',
    title: 'List users',
    description: 'Lists the users of the app. To find users who are online, set isOnline.',
    operation: 'listUsers',
    takes: { ...page, isOnline: 'optional' },
    returns: { data: user },
  },
  {
    name: 'get_user',
    title: 'Get a user',
    description: 'Returns a user.',
    operation: 'getUser',
    takes: { userId: 'required' },
    returns: user,
  },
  {
    name: 'list_conversations',
    title: 'List conversations',
    description:
      'Lists the conversations of the app, the most recently active first, or those whose newest message is from a time.',
    operation: 'listConversations',
    takes: { ...page, lastMessageBefore: 'optional', lastMessageAfter: 'optional' },
    returns: { data: conversation },
  },
  {
    name: 'list_conversations_of_user',
    title: 'List the conversations of a user',
    description: 'Lists the conversations that a user is in, or only the unread ones.',
    operation: 'listUserConversations',
    takes: { userId: 'required', ...page, unreadsOnly: 'optional' },
    returns: { data: { ...conversation, isUnread: true } },
  },
  {
    name: 'list_webhooks',
    title: 'List webhooks',
    description: 'Lists the webhooks of the app, and why one is disabled.',
    operation: 'listWebhooks',
    takes: {},
    returns: {
      data: { id: true, url: true, events: true, enabled: true, disabledReason: true, lost: true },
    },
  },
  {
    name: 'list_webhook_attempts',
    title: 'List the attempts of a webhook',
    description:
      'Lists the newest deliveries of a webhook, with the response or the error of each.',
    operation: 'listWebhookAttempts',
    takes: { webhookId: 'required', ...page },
    returns: {
      data: {
        id: true,
        type: true,
        createdAt: true,
        status: true,
        error: true,
        response: true,
        nextAttemptAt: true,
      },
    },
  },
]

const writing: OperationTool[] = [
  {
    name: 'save_user',
    title: 'Create or change a user',
    description: 'Creates a user, who needs a name, or changes the given fields of one.',
    writes: adds,
    operation: 'putUser',
    takes: {
      userId: 'required',
      name: 'optional',
      role: 'optional',
      locale: 'optional',
      email: 'optional',
      phone: 'optional',
      photoUrl: 'optional',
      custom: 'optional',
    },
    returns: {},
  },
  {
    name: 'save_conversation',
    title: 'Create or change a conversation',
    description:
      'Creates a conversation or changes the given fields of one. Adds participants, and removes none.',
    writes: adds,
    operation: 'putConversation',
    takes: {
      conversationId: 'required',
      participants: 'optional',
      subject: 'optional',
      custom: 'optional',
    },
    returns: {},
  },
  {
    name: 'remove_participant',
    title: 'Remove a participant',
    description: 'Removes a user from a conversation.',
    writes: destroys,
    operation: 'leaveConversation',
    takes: { conversationId: 'required', userId: 'required' },
    returns: {},
  },
  {
    name: 'delete_message',
    title: 'Delete a message',
    description: 'Deletes a message for everyone. This cannot be undone.',
    writes: destroys,
    operation: 'deleteMessage',
    takes: { conversationId: 'required', messageId: 'required' },
    returns: {},
  },
]

/** The tools of an agent with the secret key of an app. */
export function operatorTools(
  schemas: DocumentSchemas,
  { mayWrite }: { mayWrite: boolean },
): Tool[] {
  const ready = (tools: OperationTool[]) => tools.map((tool) => operationTool(schemas, tool))
  const tools = [...ready(reading), readConversation(schemas)]
  return mayWrite ? [...tools, ...ready(writing), sendMessage(schemas)] : tools
}

const readConversation = (schemas: DocumentSchemas): Tool => ({
  name: 'read_conversation',
  title: 'Read a conversation',
  description: 'Returns a conversation, its participants and its messages, the newest first.',
  input: schemas.takes('listMessages', { conversationId: 'required', ...page }),
  output: {
    type: 'object',
    required: ['conversation', 'messages'],
    properties: {
      conversation: schemas.returns('getConversation', conversation),
      messages: schemas.returns('listMessages', messages),
    },
  },
  async run({ conversationId, ...args }, context) {
    const [one, some] = await Promise.all([
      selected(context, 'getConversation', { conversationId }, conversation),
      selected(context, 'listMessages', { conversationId, ...args }, messages),
    ])
    return { conversation: one, messages: some }
  },
})

const sendMessage = (schemas: DocumentSchemas): Tool => ({
  name: 'send_message',
  title: 'Send a message',
  description:
    'Sends a message of a participant, or a system message if there is no sender. Choose a new idempotencyKey for each ' +
    'message. If you do not know whether a call was successful, repeat it with the same key: it is not sent twice.',
  writes: adds,
  input: {
    ...schemas.takes('sendMessages', { conversationId: 'required' }),
    required: ['conversationId', 'text', 'idempotencyKey'],
    properties: {
      conversationId: schemas.component('ConversationId'),
      sender: schemas.property('UserMessageToSend', 'sender'),
      text: schemas.component('MessageText'),
      idempotencyKey: schemas.component('IdempotencyKey'),
    },
  },
  output: schemas.component('SentMessage', { id: true }),
  async run({ conversationId, ...given }, { call }) {
    const type = given.sender === undefined ? 'SystemMessage' : 'UserMessage'
    const sent = await call('sendMessages', { conversationId }, [{ ...given, type }])
    return (sent as [{ id: string }])[0]
  },
})
