import type { Gap } from '@openparley/conformance'

interface Exception extends Gap {
  /** A status is never left out. */
  kind: Exclude<Gap['kind'], 'status never answered'>
  reason: string
}

const schemas = '/components/schemas'
const files = 'There are no files yet that a message could have.'
const origins = 'Only this API brings messages in yet.'

/** What the document says and no test can show yet, and why. */
export const exceptions: Exception[] = [
  ...[
    'Message/properties/attachment',
    'Attachment/properties/url',
    'Attachment/properties/size',
  ].map(
    (field): Exception => ({
      kind: 'field never seen with a value',
      what: `${schemas}/${field}`,
      reason: files,
    }),
  ),
  ...[
    'UserSession/properties/currentConversationId',
    'PresenceSession/properties/selectedConversationId',
  ].map(
    (field): Exception => ({
      kind: 'field never seen with a value',
      what: `${schemas}/${field}`,
      reason: 'Sessions do not report which conversation they show.',
    }),
  ),
  ...['web', 'email'].map(
    (origin): Exception => ({
      kind: 'value never answered',
      what: `${schemas}/Message/properties/origin "${origin}"`,
      reason: origins,
    }),
  ),
]
