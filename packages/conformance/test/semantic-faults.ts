import type { Step } from '../src/index.ts'
import { backendKey, boutique, webhook, workerKey } from '../src/scenario-names.ts'

interface SemanticFault {
  /** The place and the reason in the 400. */
  fault: RegExp
  /** A request that is valid against its schema and refused for this reason. */
  step: Omit<Step, 'status'>
}

const alice = { userId: '12081' }
const order = { conversationId: 'order_391_fc' }
const thumb = { ...order, messageId: 'msg_7HtvCJLjdZoRsYE2nCXp2n', emoji: '👍' }
const message = { type: 'UserMessage', text: 'Hello Alice!', sender: '8029' }

const said = (block: object) => ({ type: 'SystemMessage', content: [block] })

/**
 * Faults that the document describes but no schema can express. A request that is valid against its schema may be refused
 * for no other reason.
 */
export const semanticFaults: Record<string, SemanticFault> = {
  'the locale of an app is a language tag': {
    fault: /^#\/settings\/defaultLocale: Must be an IETF language tag, such as en-US\.$/,
    step: { operation: 'changeApp', path: boutique, body: { settings: { defaultLocale: '-' } } },
  },
  'a word that a role masks has a letter or a digit': {
    fault: /^#\/settings\/roles\/.+\/maskContacts\/words\/\d+: Must have a letter or a digit\.$/,
    step: {
      operation: 'changeApp',
      path: boutique,
      body: { settings: { roles: { guest: { maskContacts: { words: ['..'] } } } } },
    },
  },
  'an allowed origin is one': {
    fault: /^#\/settings\/allowedOrigins\/\d+: ".*" is not a valid origin, such as /,
    step: { operation: 'changeApp', path: boutique, body: { settings: { allowedOrigins: ['x'] } } },
  },
  'the id of an app is not in use': {
    fault: /^#\/id: The app ".+" exists already\.$/,
    step: { operation: 'createApp', body: { id: boutique.appId } },
  },
  'the last key that does not expire is rotated': {
    fault: /^path\/keyId: This is the last key of the app /,
    step: { operation: 'revokeKey', path: { ...boutique, ...backendKey } },
  },
  'a key is rotated once': {
    fault: /^path\/keyId: This key was rotated already\./,
    step: { operation: 'rotateKey', path: { ...boutique, ...workerKey } },
  },
  'an id in a body is that of the path': {
    fault: /^#\/id: Must equal the id in the path\.$/,
    step: { operation: 'putUser', path: alice, body: { id: 'another' } },
  },
  'a new user needs a name': {
    fault: /^#: Required property name was not present\.$/,
    step: { operation: 'putUser', path: { userId: 'new' }, body: { role: 'buyer' } },
  },
  'a role has one value under both of its names': {
    fault: /^#\/configuration: Must equal role: it is the older name of role\.$/,
    step: { operation: 'putUser', path: alice, body: { role: 'buyer', configuration: 'seller' } },
  },
  'participants are users': {
    fault: /^#\/participants\/.+: There is no user /,
    step: { operation: 'putConversation', path: order, body: { participants: ['nobody'] } },
  },
  'the sender takes part': {
    fault: /^#\/\d+\/sender: Must be a participant with access to the conversation\.$/,
    step: { operation: 'sendMessages', path: order, body: [{ ...message, sender: 'nobody' }] },
  },
  'the sender and the readers of an imported message are participants': {
    fault: /^#\/\d+\/(sender|readBy\/\d+): Must be a participant of the conversation\.$/,
    step: {
      operation: 'importMessages',
      path: order,
      body: [{ ...message, sender: 'nobody', createdAt: 1 }],
    },
  },
  'an imported message has a time': {
    fault: /^#\/\d+\/createdAt: Required property was not present\.$/,
    step: { operation: 'importMessages', path: order, body: [message] },
  },
  'both names of the time of an imported message say the same': {
    fault: /^#\/\d+\/timestamp: Must equal createdAt\.$/,
    step: {
      operation: 'importMessages',
      path: order,
      body: [{ ...message, createdAt: 1, timestamp: 2 }],
    },
  },
  'an imported message has a text or a file': {
    fault: /^#\/\d+\/text: Needed when there is no attachment\.$/,
    step: {
      operation: 'importMessages',
      path: order,
      body: [{ type: 'UserMessage', sender: '8029', createdAt: 1 }],
    },
  },
  'a webhook has a URL that may be called': {
    fault:
      /^#\/url: (Must be a URL, such as |Must begin with https:|Must not have a user name |.+ is not public\.)/,
    step: { operation: 'createWebhook', body: { url: 'https://127.0.0.1' } },
  },
  'a secret of a webhook is whsec_ and the Base64 of 24 to 64 bytes': {
    fault: /^#\/secret: Must (be whsec_ followed by Base64|have 24 to 64 bytes; it has \d+)\.$/,
    step: {
      operation: 'createWebhook',
      body: { url: 'https://example.com', secret: 'whsec_AAAA' },
    },
  },
  'a voice message is a sound': {
    fault: /^#\/voice: The file is not a sound\.$/,
    step: { operation: 'uploadFile', body: { file: 'Hello', voice: true } },
  },
  'an imported message is not in the future': {
    fault: /^#\/\d+\/(createdAt|timestamp): Must not be in the future\.$/,
    step: {
      operation: 'importMessages',
      path: order,
      body: [{ ...message, createdAt: 2 ** 53 - 1 }],
    },
  },
  'a reply refers to a message of the same conversation': {
    fault: /^#(\/\d+)?\/referencedMessageId: There is no such message in this conversation\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [{ ...message, referencedMessageId: 'msg_0000000000000000000000' }],
    },
  },
  'a message has a text, content, a location or an attachment': {
    fault: /^#(\/\d+)?\/text: Needed when there is no content, no location and no attachment\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [{ type: 'UserMessage', sender: '8029' }],
    },
  },
  'a message has a text or content': {
    fault: /\/content: Must not be sent together with \w+\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [{ ...said({ type: 'text', children: ['a'] }), text: 'a' }],
    },
  },
  'a block with a file needs a file that exists': {
    fault: /\/content\/0\/fileToken: There is no such file\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'file', fileToken: 'a' })],
    },
  },
  'a reaction is one emoji': {
    fault: /^path\/emoji: Must be one emoji, or the name of a custom one between colons\.$/,
    step: { operation: 'addReaction', path: { ...thumb, ...alice, emoji: 'ΩΩ' } },
  },
  'the user who reacts takes part': {
    fault: /^path\/userId: Must be a participant with access to the conversation\.$/,
    step: { operation: 'addReaction', path: { ...thumb, userId: 'nobody' } },
  },
  'a list of reactions starts after one of them': {
    fault: /^query\/startingAfter: The user has not reacted to this message with this emoji\.$/,
    step: { operation: 'listReactions', path: thumb, query: { startingAfter: 'nobody' } },
  },
  'a system message has a text': {
    fault:
      /\/(text: A system message needs a text, a file, or content|content\/0: A system message needs a text)\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'location', latitude: 1, longitude: 2 })],
    },
  },
  'content has characters': {
    fault: /\/content\/0\/children: Must have at least 1 character\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'text', children: [''] })],
    },
  },
  'content has at most 10,000 characters': {
    fault: /\/content\/0\/children: Must have at most 10000 characters, without formatting\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'text', children: ['a'.repeat(10_001)] })],
    },
  },
  'a tree of content is bounded': {
    fault: /\/content\/0\/children: Must be at most 256 KiB of JSON\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'text', children: [{ type: 'codeSpan', text: 'a'.repeat(300_000) }] })],
    },
  },
  'a URL in content is whole': {
    fault: /\/url: Must be a whole URL\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [
        said({ type: 'text', children: [{ type: 'link', url: 'https://', children: ['a'] }] }),
      ],
    },
  },
  'the text of an autoLink is its URL': {
    fault: /\/text: Must be the url, with or without its scheme\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [
        said({
          type: 'text',
          children: [{ type: 'autoLink', url: 'https://a.example', text: 'b' }],
        }),
      ],
    },
  },
  'a mention is of a participant': {
    fault: /\/id: Must be a participant with access to the conversation\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [said({ type: 'text', children: [{ type: 'mention', id: 'nobody', text: 'a' }] })],
    },
  },
  'mentions are of a text': {
    fault: /\/mentions: Must be sent together with a text\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [
        {
          type: 'UserMessage',
          sender: '8029',
          location: [1, 2],
          mentions: [{ id: '12081', text: 'Alice' }],
        },
      ],
    },
  },
  'the name of a mention is in the text': {
    fault:
      /\/mentions\/\d+\/text: Must be in the text after an @, and after the previous mention\.$/,
    step: {
      operation: 'sendMessages',
      path: order,
      body: [{ ...message, mentions: [{ id: '12081', text: 'Bob' }] }],
    },
  },
  'only some may use each element': {
    fault: /\/type: This sender may not use \w+\.$/,
    step: {
      operation: 'sendMessage',
      path: order,
      body: {
        content: [{ type: 'text', children: [{ type: 'link', url: 'tel:1', children: ['a'] }] }],
      },
    },
  },
  'there are no files yet': {
    fault: /^#\/\d+\/attachmentToken: There is no such file\.$/,
    step: { operation: 'sendMessages', path: order, body: [{ ...message, attachmentToken: 'a' }] },
  },
  'custom data is bounded after the merge': {
    fault: /^#(\/\d+)?\/custom: Would have \d+ (keys|bytes of JSON); the max is \d+\.$/,
    step: {
      operation: 'putUser',
      path: alice,
      body: { custom: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`key${n}`, ''])) },
    },
  },
  'numbers are finite': {
    fault: /^#\/.+: Must be a finite number\.$/,
    step: {
      operation: 'sendBatch',
      body: '[[1,"PUT","/users/12081",{"name":1e999}]]',
    },
  },
  'JSON is not nested too deeply': {
    fault: /^#: Must not be nested deeper than 64 levels\.$/,
    step: {
      operation: 'sendBatch',
      body: `[[1,"PUT","/users/12081",${'['.repeat(1000)}${']'.repeat(1000)}]]`,
    },
  },
  'the query of a GET in a batch contains only strings': {
    fault: /^#\/\d+\/3(\/.*)?: Must be (string|object or null)\.$/,
    step: { operation: 'sendBatch', body: [[1, 'GET', '/users', { limit: 5 }]] },
  },
  'presence is asked for a conversation that exists': {
    fault: /^#\/selectedConversationId: There is no such conversation\.$/,
    step: { operation: 'listPresences', body: { selectedConversationId: 'nothing' } },
  },
  'a default locale is a language tag': {
    fault: /^#\/defaultLocale: Must be an IETF language tag, such as en-US\.$/,
    step: { operation: 'putApp', body: { defaultLocale: 'not a tag' } },
  },
  'a replay begins after an event of the log': {
    fault:
      /^#\/cursor: (There is no such event in the log of this app|The event is no longer in the log\. Use a later event, or a time)\.$/,
    step: { operation: 'replayWebhook', path: webhook, body: { cursor: 'evt_1_1_0' } },
  },
  'two headers name one version': {
    fault: /^header\/Parley-Version: Must equal TalkJS-REST-Version\.$/,
    step: {
      operation: 'listUsers',
      headers: { 'TalkJS-REST-Version': '2021-07-30', 'Parley-Version': '2024-01-01' },
    },
  },
  'text is Unicode': {
    fault: /^(#|query\/filter)\/.+: (Must be|Key .+ is not) well-formed Unicode/,
    step: { operation: 'putUser', path: alice, body: { name: '\ud800' } },
  },
  'a page starts after an existing item': {
    fault: /^query\/startingAfter: There is no such /,
    step: { operation: 'listUsers', query: { startingAfter: 'nobody' } },
  },
  'a range of times ends after it begins': {
    fault: /^query\/filter\/.+: The first time must not be after the second\.$/,
    step: {
      operation: 'listConversations',
      query: { filter: '{"createdAt":["between",[2,1]]}' },
    },
  },
  'the first version has one order': {
    fault: /^query\/(orderBy|orderDirection|offsetTs|sortBy): Not known to version 2021-01-01/,
    step: {
      operation: 'listConversations',
      query: { orderBy: 'createdAt' },
      headers: { 'TalkJS-REST-Version': '2021-01-01' },
    },
  },
  'sortBy replaces both of the others': {
    fault: /^query\/(orderBy|orderDirection): Cannot be combined with sortBy\.$/,
    step: {
      operation: 'listUserConversations',
      path: alice,
      query: { sortBy: 'createdAt ASC', orderBy: 'createdAt' },
    },
  },
  'users leave with DELETE, not with the access None': {
    fault: /^#\/access: Must be ReadWrite or Read\. To leave a conversation, use DELETE\.$/,
    step: { operation: 'setParticipant', path: { ...order, ...alice }, body: { access: 'None' } },
  },
  'only users of the app join conversations': {
    fault: /^#: There is no user /,
    step: { operation: 'setConversation', path: order, as: 'stranger', body: {} },
  },
}
