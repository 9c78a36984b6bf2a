import type { OperationId } from '../../../src/operations/operation.ts'

export const accesses = ['ReadWrite', 'Read', 'None', 'stranger'] as const

/** A call with a user token, and what it returns by role and access. */
export interface Row {
  operation: OperationId
  does: string
  /** The user or the message of the path. Bob is in the conversation, carol is not. */
  of?: 'self' | 'bob' | 'carol' | 'own message' | "bob's message"
  query?: string
  body?: object
  /** The text of a form with the boundary `cut`. */
  form?: string
  /**
   * What is expected with each access, in the order of `accesses`, for each role; `others` is for roles that are not
   * named. A 403 is written as the thing that its detail names: the missing permission, `access` for the caller's
   * access, or `raise` if nobody can raise their own access. Apart from four roles, each role is named after its only
   * permission.
   */
  expected: Record<string, string>
}

/** Content that needs the permission `sendLinks`. */
const link = {
  content: [
    { type: 'text', children: [{ type: 'link', url: 'https://shop.example', children: ['Shop'] }] },
  ],
}

const all = (expected: string) => ({ others: expected })

export const rows: Row[] = [
  { operation: 'listOwnConversations', does: 'lists them', expected: all('200 200 200 200') },
  {
    operation: 'uploadOwnFile',
    does: 'stores it',
    form: '--cut\r\nContent-Disposition: form-data; name="file"\r\n\r\nHello\r\n--cut--\r\n',
    expected: {
      'default unlisted everything uploadFiles': '200 200 200 200',
      others: 'uploadFiles uploadFiles uploadFiles uploadFiles',
    },
  },
  { operation: 'getOwnPermissions', does: 'gets them', expected: all('200 200 200 200') },
  { operation: 'getUnreadTotal', does: 'gets it', expected: all('200 200 200 200') },
  {
    operation: 'searchMessages',
    does: 'searches all that are visible',
    query: '?query=new',
    expected: all('200 200 200 200'),
  },
  {
    operation: 'searchConversations',
    does: 'searches all that are visible',
    query: '?query=new',
    expected: all('200 200 200 200'),
  },
  {
    operation: 'getConversationSnapshot',
    does: 'gets it',
    expected: all('200 200 404 404'),
  },
  {
    operation: 'setConversation',
    does: 'changes it, or joins',
    body: { subject: 'Boots' },
    expected: all('200 200 raise 200'),
  },
  {
    operation: 'setConversation',
    does: 'changes the own access to ReadWrite, or joins',
    body: { access: 'ReadWrite' },
    expected: all('200 raise raise 200'),
  },
  {
    operation: 'createConversationIfNotExists',
    does: 'joins',
    body: {},
    expected: all('200 200 raise 200'),
  },
  { operation: 'markAsRead', does: 'marks it', expected: all('200 200 404 404') },
  { operation: 'markAsUnread', does: 'marks it', expected: all('200 200 404 404') },
  {
    operation: 'markAsTyping',
    does: 'types',
    expected: {
      'default unlisted everything sendMessages': '200 access 404 404',
      others: 'sendMessages access 404 404',
    },
  },
  { operation: 'listMessageSnapshots', does: 'lists them', expected: all('200 200 404 404') },
  {
    operation: 'getMessageSnapshot',
    does: 'gets one',
    of: "bob's message",
    expected: all('200 200 404 404'),
  },
  {
    operation: 'sendMessage',
    does: 'sends one',
    body: { text: 'Hello' },
    expected: {
      'default unlisted everything sendMessages': '200 access 404 404',
      others: 'sendMessages access 404 404',
    },
  },
  {
    operation: 'sendMessage',
    does: 'sends a link with a text of its own',
    body: link,
    expected: {
      everything: '200 access 404 404',
      'default unlisted sendMessages': '400 access 404 404',
      others: 'sendMessages access 404 404',
    },
  },
  {
    operation: 'changeMessage',
    does: 'changes an own one',
    of: 'own message',
    body: { text: 'Hello' },
    expected: {
      'default unlisted everything editOwnMessages editAnyMessage': '200 access 404 404',
      others: 'editOwnMessages access 404 404',
    },
  },
  {
    operation: 'changeMessage',
    does: 'changes an own one to a link with a text of its own',
    of: 'own message',
    body: link,
    expected: {
      everything: '200 access 404 404',
      'default unlisted editOwnMessages editAnyMessage': '400 access 404 404',
      others: 'editOwnMessages access 404 404',
    },
  },
  {
    operation: 'changeMessage',
    does: 'changes one of another',
    of: "bob's message",
    body: { text: 'Hello' },
    expected: {
      'everything editAnyMessage': '200 access 404 404',
      others: 'editAnyMessage access 404 404',
    },
  },
  {
    operation: 'removeMessage',
    does: 'removes an own one',
    of: 'own message',
    expected: {
      'default unlisted everything deleteOwnMessages deleteAnyMessage': '200 access 404 404',
      others: 'deleteOwnMessages access 404 404',
    },
  },
  {
    operation: 'removeMessage',
    does: 'removes one of another',
    of: "bob's message",
    expected: {
      'everything deleteAnyMessage': '200 access 404 404',
      others: 'deleteAnyMessage access 404 404',
    },
  },
  {
    operation: 'listReactionSnapshots',
    does: 'lists them',
    of: "bob's message",
    expected: all('200 200 404 404'),
  },
  {
    operation: 'addOwnReaction',
    does: 'reacts',
    of: "bob's message",
    expected: {
      'default unlisted everything react': '200 access 404 404',
      others: 'react access 404 404',
    },
  },
  {
    operation: 'removeOwnReaction',
    does: 'removes a reaction',
    of: "bob's message",
    expected: {
      'default unlisted everything react': '200 access 404 404',
      others: 'react access 404 404',
    },
  },
  { operation: 'listParticipantSnapshots', does: 'lists them', expected: all('200 200 404 404') },
  {
    operation: 'getParticipantSnapshot',
    does: 'gets one',
    of: 'bob',
    expected: all('200 200 404 404'),
  },
  {
    operation: 'setParticipant',
    does: 'changes the own notify, or joins',
    of: 'self',
    body: { notify: false },
    expected: all('200 200 raise 200'),
  },
  {
    operation: 'setParticipant',
    does: 'changes the own access to ReadWrite, or joins',
    of: 'self',
    body: { access: 'ReadWrite' },
    expected: all('200 raise raise 200'),
  },
  {
    operation: 'setParticipant',
    does: 'changes another',
    of: 'bob',
    body: { notify: false },
    expected: {
      'everything changeParticipants': '200 access 404 404',
      others: 'changeParticipants access 404 404',
    },
  },
  {
    operation: 'setParticipant',
    does: 'adds another',
    of: 'carol',
    body: { access: 'Read' },
    expected: {
      'default unlisted everything addParticipants': '200 access 404 404',
      others: 'addParticipants access 404 404',
    },
  },
  {
    operation: 'changeParticipant',
    does: 'changes the own notify',
    of: 'self',
    body: { notify: false },
    expected: all('200 200 404 404'),
  },
  {
    operation: 'changeParticipant',
    does: 'changes the own access to ReadWrite',
    of: 'self',
    body: { access: 'ReadWrite' },
    expected: all('200 raise 404 404'),
  },
  {
    operation: 'changeParticipant',
    does: 'changes another',
    of: 'bob',
    body: { access: 'Read' },
    expected: {
      'everything changeParticipants': '200 access 404 404',
      others: 'changeParticipants access 404 404',
    },
  },
  {
    operation: 'changeParticipant',
    does: 'changes a user who is not in it',
    of: 'carol',
    body: { access: 'Read' },
    expected: {
      'everything changeParticipants': '404 access 404 404',
      others: 'changeParticipants access 404 404',
    },
  },
  {
    operation: 'createParticipantIfNotExists',
    does: 'joins',
    of: 'self',
    body: {},
    expected: all('200 200 raise 200'),
  },
  {
    operation: 'createParticipantIfNotExists',
    does: 'adds a user who is in it',
    of: 'bob',
    body: {},
    expected: all('200 200 404 404'),
  },
  {
    operation: 'createParticipantIfNotExists',
    does: 'adds another',
    of: 'carol',
    body: {},
    expected: {
      'default unlisted everything addParticipants': '200 access 404 404',
      others: 'addParticipants access 404 404',
    },
  },
  {
    operation: 'removeParticipant',
    does: 'leaves',
    of: 'self',
    expected: {
      'default unlisted everything leaveConversations': '200 200 200 200',
      others: 'leaveConversations leaveConversations 200 200',
    },
  },
  {
    operation: 'removeParticipant',
    does: 'removes another',
    of: 'bob',
    expected: {
      'everything removeParticipants': '200 access 404 404',
      others: 'removeParticipants access 404 404',
    },
  },
]

/** Operations with a user token that do not depend on a role or on the access to a conversation. */
export const unconcerned: OperationId[] = [
  'getUserSnapshot',
  'setUser',
  'createUserIfNotExists',
  'streamEvents',
  'watchUsers',
  'markStreamAlive',
]
