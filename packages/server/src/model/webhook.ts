import type { webhooks } from '@openparley/spec/types'
import type { EventType, PrivateType } from './event.ts'
import type { Webhook, WebhookLoss } from './schema.ts'

export type WebhookEventType = keyof webhooks

type BodyOf<Type extends WebhookEventType> =
  webhooks[Type]['post']['requestBody']['content']['application/json']

/** The message to a webhook: the type of the event, and its data. */
export type WebhookMessage = {
  [Type in WebhookEventType]: { type: Type; data: BodyOf<Type>['data'] }
}[WebhookEventType]

/** An event as it is sent to webhooks. */
export type WebhookEvent = WebhookMessage & {
  /** The same whenever the event is sent again. */
  id: string
  /** Unix milliseconds. */
  createdAt: number
  /** What it is about. Events with the same key are sent in the order of the log. */
  key: string
}

/** The body of a delivery. */
export const bodyOf = ({ id, type, createdAt, data }: WebhookEvent): string =>
  JSON.stringify({ id, type, createdAt, data })

/** Why a webhook is disabled: its receiver returned 410, every delivery failed for days, or somebody disabled it. */
export type DisabledReason = NonNullable<Webhook['disabledReason']>

/** A secret that signs deliveries. */
export interface WebhookSecret {
  /** `whsec_` and Base64. */
  secret: string
  /** The Unix milliseconds after which it no longer signs; null for the current secret. */
  until: number | null
}

/** An endpoint of an app's backend that gets events. */
export interface WebhookRecord {
  appId: string
  id: string
  url: string
  description: string | null
  /** The types of events that it gets; null for all, also those of later versions. */
  events: Webhook['events']
  /** Whether events with the same key wait for each other. */
  ordered: boolean
  /** Null if it is enabled. */
  disabledReason: DisabledReason | null
  /** The events that the webhook lost last, and the id of the last event that it received before them. */
  lost: (WebhookLoss & { after: number }) | null
  /** Unix milliseconds. */
  createdAt: number
  /** The current secret first, then older secrets. */
  secrets: WebhookSecret[]
}

/** The webhook as the app sees it. */
export const webhookOf = (record: WebhookRecord): Webhook => ({
  id: record.id,
  url: record.url,
  description: record.description,
  events: record.events,
  ordered: record.ordered,
  enabled: record.disabledReason === null,
  disabledReason: record.disabledReason,
  lost: record.lost && { from: record.lost.from, until: record.lost.until },
  createdAt: record.createdAt,
})

/** The types of the log's events that webhooks get, and the type of the webhook event for each. */
export const webhookTypes = {
  'user.created': 'user.created',
  'user.updated': 'user.updated',
  'message.created': 'message.sent',
  'message.updated': 'message.updated',
  'message.deleted': 'message.deleted',
  'conversation.read': 'message.read',
  'conversation.created': 'conversation.created',
  'conversation.updated': 'conversation.updated',
  'conversation.deleted': 'conversation.deleted',
  'participant.joined': 'participant.joined',
  'participant.updated': 'participant.updated',
  'participant.left': 'participant.left',
  'reaction.added': 'reaction.added',
  'reaction.removed': 'reaction.removed',
  'notification.triggered': 'notification.triggered',
  'webhook.disabled': 'webhook.disabled',
} as const satisfies Partial<Record<EventType | PrivateType, WebhookEventType>>

/** The type of the webhook event for events of the log with this type; undefined if webhooks do not get them. */
export const webhookTypeOf = (logType: string): WebhookEventType | undefined =>
  (webhookTypes as Record<string, WebhookEventType>)[logType]

/** Whether the webhook gets events of the type. */
export const subscribesTo = ({ events }: WebhookRecord, type: WebhookEventType): boolean =>
  events === null || events.some((one) => one === type)

/** Whether the webhook gets notifications of missed messages. */
export const getsNotifications = (webhook: WebhookRecord): boolean =>
  webhook.disabledReason === null && subscribesTo(webhook, 'notification.triggered')

/** The secrets that sign at the time `now`, in Unix milliseconds. */
export const signingSecrets = ({ secrets }: WebhookRecord, now: number): string[] =>
  secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret)

/** A position in the log, and the index of the event among the events that are sent for this entry. */
interface EventPlace {
  id: number
  mark: number
  index: number
}

/**
 * The id of an event follows from its place in the log, so that a delivery that is repeated after a crash has the same id.
 * The mark makes it unique in a restored database too.
 */
export const webhookEventId = ({ id, mark, index }: EventPlace): string =>
  `evt_${id}_${mark.toString(36)}_${index}`

/** Parses the id of an event of the log. Returns undefined for another text. */
export function placeOfEvent(eventId: string): EventPlace | undefined {
  const [, id, mark, index] = /^evt_([1-9]\d{0,15})_([0-9a-z]{1,11})_(\d{1,4})$/.exec(eventId) ?? []
  return id === undefined || mark === undefined
    ? undefined
    : { id: Number(id), mark: Number.parseInt(mark, 36), index: Number(index) }
}
