import type { Gap } from '@openparley/conformance'

interface Exception extends Gap {
  /** A status can never be an exception. */
  kind: Exclude<Gap['kind'], 'status never answered'>
  reason: string
}

const schemas = '/components/schemas'

/** Parts of the document that no test can cover yet, and why. */
export const exceptions: Exception[] = [
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
  {
    kind: 'value never answered',
    what: `${schemas}/MessageOrigin "email"`,
    reason: 'There are no notification emails yet.',
  },
]
