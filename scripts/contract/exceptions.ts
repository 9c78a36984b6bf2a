import type { Gap } from '@openparley/conformance'
import { expectations } from '../../packages/conformance/src/coverage.ts'
import { document } from './document.ts'

interface Exception extends Gap {
  /** A status can never be an exception. */
  kind: Exclude<Gap['kind'], 'status never answered'>
  reason: string
}

const schemas = '/components/schemas'
const files = 'Messages cannot have files yet.'

/** Parts of the document that no test can cover yet, and why. */
export const exceptions: Exception[] = [
  ...[
    'StoredMessage/allOf/1/properties/attachment',
    'Attachment/properties/url',
    'Attachment/properties/size',
    ...[
      'type',
      'subtype',
      'fileToken',
      'url',
      'size',
      'filename',
      'width',
      'height',
      'duration',
    ].map((field) => `FileBlock/properties/${field}`),
  ].map(
    (field): Exception => ({
      kind: 'field never seen with a value',
      what: `${schemas}/${field}`,
      reason: files,
    }),
  ),
  ...['width', 'height', 'duration'].map(
    (field): Exception => ({
      kind: 'field nullable but never null',
      what: `${schemas}/FileBlock/properties/${field}`,
      reason: files,
    }),
  ),
  ...[
    'FileBlock/properties/type "file"',
    ...['generic', 'image', 'video', 'audio', 'voice'].map((one) => `FileSubtype "${one}"`),
  ].map(
    (value): Exception => ({
      kind: 'value never answered',
      what: `${schemas}/${value}`,
      reason: files,
    }),
  ),
  ...['type', 'fileToken'].map(
    (field): Exception => ({
      kind: 'property never sent',
      what: `${schemas}/FileBlockToSend/properties/${field}`,
      reason: files,
    }),
  ),
  {
    kind: 'value never sent',
    what: `${schemas}/FileBlockToSend/properties/type "file"`,
    reason: files,
  },
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
  ...expectations(document)
    .filter(
      ({ kind, what }) => / delivered$/.test(kind) || /\/(WebhookEnvelope|\w+Webhook)\//.test(what),
    )
    .map(({ kind, what }) => ({
      kind: kind as Exception['kind'],
      what,
      reason: 'Webhooks are not delivered yet.',
    })),
]
