/**
 * One call of a scenario. Its names are those of the document's examples; who plays the scenario may put
 * others in their place.
 */
export interface Step {
  operation: string
  /** Key of the request example that is sent. Its answer is the response example of the same key. */
  example?: string
  /** Key of the response example that the answer is, where no request example is sent. */
  shows?: string
  path?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  /** What is sent where no example is: a text as it is, anything else as JSON. */
  body?: unknown
  /** Default 200. */
  status?: number
  /** A status that is as good, where the app's settings decide. */
  may?: number
  /** The user whom a user token speaks for. Default Alice. */
  as?: string
  /** Types of the events that Alice's stream brings of it. */
  emits?: string[]
  /** Counts on it that the users it names do not exist. */
  strangers?: true
  /** Without a token. */
  anonymous?: true
  /** The names of the messages that the call sends. */
  gives?: string[]
  /** Unix milliseconds at which a recording has it happen; otherwise a millisecond after the call before. */
  at?: number
}

const alice = { userId: '12081' }
const sebastian = { userId: '8029' }
const nobody = { userId: 'nobody' }
const order = { conversationId: 'order_391_fc' }
const boots = { conversationId: 'boots_454545' }
const greeting = 'msg_7HtvCJLjdZoRsYE2nCXp2n'
const shipped = 'msg_0UQbqdxnQWkoIw7Db7fZHK'
const stream = { streamId: 'pGmYJ2Fnn0hYb1m8yDVtQ' }
const onItsWay = 'msg_012ABcdefghiJKlmNOpqRS'

/** Stands for the id of Alice's stream, where there is one. */
export const { streamId: streamName } = stream

/** The ids that whoever plays the scenario beside other data has to replace. */
export const userIds = [alice, sebastian, nobody].map(({ userId }) => userId)
export const conversationIds = [order, boots].map(({ conversationId }) => conversationId)

/** The users that the scenario makes. */
export const madeUserIds = [alice, sebastian].map(({ userId }) => userId)

const tooMuch = JSON.stringify({ name: 'a'.repeat(1024 * 1024) })

const people: Step[] = [
  { operation: 'getHealth', shows: 'ok' },
  {
    operation: 'putUsers',
    body: { '8029': { phone: ['+1123456789'] } },
    status: 400,
    shows: 'missingName',
    strangers: true,
  },
  {
    operation: 'watchUsers',
    path: stream,
    body: { users: { '12081': 0, '8029': 0 } },
    may: 404,
  },
  {
    operation: 'putUser',
    path: alice,
    example: 'alice',
    emits: ['user.created'],
    at: 1623926680918,
  },
  { operation: 'putUser', path: alice, example: 'pushToken' },
  { operation: 'getUser', path: alice, shows: 'alice' },
  { operation: 'putUser', path: sebastian, body: { name: 'Sebastian' }, at: 1623926680923 },
  { operation: 'getUser', path: sebastian, shows: 'sebastian' },
  { operation: 'putUsers', example: 'aliceAndSebastian' },
  { operation: 'listUsers', shows: 'users' },
  { operation: 'getUserSnapshot', path: alice, shows: 'alice' },
  { operation: 'watchUsers', path: stream, example: 'aliceAndSebastian', may: 404 },
  { operation: 'markStreamAlive', path: stream, shows: 'alive', may: 404 },
  {
    operation: 'createUserIfNotExists',
    path: sebastian,
    as: sebastian.userId,
    example: 'sebastian',
    may: 403,
  },
  {
    operation: 'setUser',
    path: alice,
    example: 'picture',
    may: 403,
    emits: ['user.updated'],
  },
  {
    operation: 'listUsers',
    query: { limti: '5' },
    status: 400,
    shows: 'invalidRequest',
  },
  {
    operation: 'putUser',
    path: alice,
    body: { nickname: 'Al' },
    status: 400,
    shows: 'invalidRequest',
  },
  { operation: 'getUser', path: alice, anonymous: true, status: 401, shows: 'tokenMissing' },
  {
    operation: 'putUser',
    path: alice,
    body: tooMuch,
    status: 413,
    shows: 'payloadTooLarge',
  },
  {
    operation: 'putUser',
    path: alice,
    body: 'name=Alice',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    shows: 'unsupportedMediaType',
  },
]

const talk: Step[] = [
  {
    operation: 'putConversation',
    path: order,
    example: 'order',
    emits: ['conversation.created', 'participant.joined'],
    at: 1623926680929,
  },
  {
    operation: 'sendMessages',
    path: order,
    example: 'greeting',
    gives: [greeting],
    emits: ['message.created'],
    at: 1623926681104,
  },
  {
    operation: 'sendMessages',
    path: order,
    body: [{ type: 'UserMessage', text: 'Hello!', sender: nobody.userId }],
    status: 400,
    shows: 'invalidRequest',
  },
  { operation: 'getConversation', path: order, shows: 'order' },
  { operation: 'listParticipants', path: order, shows: 'order' },
  { operation: 'getConversationSnapshot', path: order, shows: 'order' },
  { operation: 'listUserConversations', path: alice, shows: 'alice' },
  {
    operation: 'updateUserConversation',
    path: { ...alice, ...order },
    example: 'read',
    emits: ['conversation.read'],
  },
  { operation: 'listConversations', shows: 'conversations' },
  { operation: 'getMessage', path: { ...order, messageId: greeting }, shows: 'greeting' },
  {
    operation: 'updateUserConversation',
    path: { ...alice, ...order },
    example: 'unread',
    emits: ['conversation.unread'],
  },
  {
    operation: 'sendMessages',
    path: order,
    example: 'shipped',
    gives: [shipped, onItsWay],
    at: 1623926685310,
  },
  { operation: 'getMessage', path: { ...order, messageId: shipped }, shows: 'shipped' },
  {
    operation: 'editMessage',
    path: { ...order, messageId: greeting },
    example: 'text',
    emits: ['message.updated'],
    at: 1623926690002,
  },
  { operation: 'editMessage', path: { ...order, messageId: shipped }, example: 'custom' },
  { operation: 'listMessages', path: order, shows: 'order' },
  {
    operation: 'sendMessages',
    path: order,
    body: [
      { type: 'UserMessage', text: 'I am here.', sender: '12081', location: [51.5081, -0.1281] },
    ],
  },
  { operation: 'getConversation', path: order },
]

const circle: Step[] = [
  { operation: 'putConversation', path: boots, example: 'boots', at: 1623926700935 },
  { operation: 'joinConversation', path: { ...boots, ...alice }, example: 'member' },
  { operation: 'joinConversation', path: { ...boots, ...sebastian }, example: 'reader' },
  {
    operation: 'updateParticipant',
    path: { ...boots, ...sebastian },
    example: 'mute',
    emits: ['participant.updated'],
  },
  { operation: 'getConversation', path: boots, shows: 'boots' },
  { operation: 'getConversationSnapshot', path: boots },
  { operation: 'updateParticipant', path: { ...boots, ...sebastian }, example: 'noAccess' },
]

/** What takes away again. */
const farewell: Step[] = [
  {
    operation: 'leaveConversation',
    path: { ...boots, ...alice },
    shows: 'alice',
    emits: ['participant.left'],
  },
  { operation: 'markConversationRead', path: { ...alice, ...order }, example: 'read' },
  {
    operation: 'putConversation',
    path: order,
    example: 'subject',
    emits: ['conversation.updated'],
  },
  { operation: 'getConversation', path: order },
  { operation: 'getConversationSnapshot', path: order },
  { operation: 'listUserConversations', path: alice },
  {
    operation: 'deleteMessage',
    path: { ...order, messageId: greeting },
    shows: 'greeting',
    emits: ['message.deleted'],
  },
  {
    operation: 'getMessage',
    path: { ...order, messageId: greeting },
    status: 404,
    shows: 'notFound',
  },
  { operation: 'deleteMessage', path: { ...order, messageId: shipped } },
  { operation: 'getUser', path: nobody, status: 404, shows: 'notFound' },
  {
    operation: 'markStreamAlive',
    path: { streamId: 'V1StGXR8_Z5jdHi6B-myT' },
    status: 404,
    shows: 'notFound',
  },
  {
    operation: 'deleteConversation',
    path: order,
    shows: 'order',
    emits: ['conversation.deleted'],
  },
  { operation: 'getConversation', path: order, status: 404, shows: 'notFound' },
  { operation: 'putUser', path: alice, example: 'personalData' },
]

/** The state that the examples speak of, with two people, two conversations and three messages. */
export const setting = [...people, ...talk, ...circle]

/** A whole story, each operation's examples in it. */
export const scenario = [...setting, ...farewell]

/** What leaves no conversation and no personal data behind, after however much of the scenario. */
export const cleanup: Step[] = [
  { operation: 'deleteConversation', path: order },
  { operation: 'deleteConversation', path: boots },
  { operation: 'putUser', path: alice, example: 'personalData' },
  { operation: 'putUser', path: sebastian, example: 'personalData' },
]
