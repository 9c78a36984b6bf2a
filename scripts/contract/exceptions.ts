import type { Gap } from '@openparley/conformance'

interface Exception extends Gap {
  /** A status can never be an exception. */
  kind: Exclude<Gap['kind'], 'status never answered'>
  reason: string
}

/** Parts of the document that no test can cover yet, and why. */
export const exceptions: Exception[] = [
  {
    kind: 'value never answered',
    what: '/components/schemas/MessageOrigin "email"',
    reason: 'There are no notification emails yet.',
  },
]
