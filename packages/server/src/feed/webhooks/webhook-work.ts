import type { NotificationWrites } from '../notification-writes.ts'
import { Notifications } from '../notifications.ts'
import type { Typist } from '../typing.ts'
import { Deliveries, type DeliveryOptions } from './deliveries.ts'
import type { DeliveryWrites } from './delivery-writes.ts'

export type WebhookWrites = DeliveryWrites & NotificationWrites

export interface WebhookWorkOptions extends DeliveryOptions {
  writes: WebhookWrites
  /** See `Typing.recent`. */
  typists: () => Promise<Typist[]>
}

/** The work of a node while webhooks are enabled: it delivers events, and finds who has missed messages. */
export class WebhookWork {
  readonly #deliveries: Deliveries
  readonly #notifications: Notifications

  constructor(options: WebhookWorkOptions) {
    this.#deliveries = new Deliveries(options)
    this.#notifications = new Notifications(options)
    this.#notifications.start()
  }

  /** Call this after a change of a webhook. */
  sync(): void {
    this.#deliveries.sync()
  }

  /** Starts no more attempts, and lets the running ones finish. */
  async close(): Promise<void> {
    await Promise.all([this.#deliveries.close(), this.#notifications.close()])
  }
}
