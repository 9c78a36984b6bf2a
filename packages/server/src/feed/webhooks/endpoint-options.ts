import type { WebhookRecord } from '../../model/webhook.ts'
import type { Lease } from '../../store/store.ts'
import type { AddressRule } from './addresses.ts'
import type { DeliveryWrites } from './delivery-writes.ts'
import type { EndpointLogOptions } from './endpoint-log.ts'
import type { JointSaves } from './joint-saves.ts'

/** The log for messages to operators. */
export interface DeliveryLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface EndpointOptions extends EndpointLogOptions {
  writes: Omit<DeliveryWrites, 'save'>
  saves: JointSaves
  rule: AddressRule
  /** Max milliseconds of a request. */
  timeout: number
  /** Milliseconds before each attempt of a delivery. */
  delays: readonly number[]
  /** Unix milliseconds. */
  now: () => number
  /** Between 0 and 1. */
  random: () => number
  newAttemptId: () => string
  log: DeliveryLog
  onError: (error: unknown) => void
}

/** An endpoint that this node delivers to. */
export interface Place {
  webhook: WebhookRecord
  /** The secret key of its app. */
  secretKey: string | undefined
  lease: Lease
  /** Called when the endpoint was disabled, or another node took over: the deliveries have ended. */
  onEnd: () => void
}
