import { type DisabledReason, webhookOf } from '../../model/webhook.ts'
import { type Store, webhookLock } from '../../store/store.ts'
import type {
  AttemptCounts,
  ProgressChange,
  WebhookProgress,
} from '../../store/tables/webhook-progress.ts'
import type { Rest } from '../../store/tables/webhook-rests.ts'

/** The database writes of the deliveries. The arguments and results can be sent to another thread. */
export interface DeliveryWrites {
  /** See `webhookProgress.claim`. */
  claim(appId: string, id: string): Promise<(WebhookProgress & { rests: Rest[] }) | undefined>
  /** See `webhookProgress.save`. */
  save(changes: ProgressChange[]): Promise<boolean[]>
  /**
   * Disables the endpoint and reports it to the other webhooks of the app. It continues from its progress when it is
   * enabled again.
   */
  disable(appId: string, id: string, reason: DisabledReason, at: number): Promise<void>
}

/** `onAttempts` is called with the number of attempts when they are saved. */
export const deliveryWrites = (
  store: Pick<Store, 'write'>,
  onAttempts?: (counts: AttemptCounts) => void,
): DeliveryWrites => ({
  claim: (appId, id) => store.write([webhookLock(id)], (tx) => tx.webhookProgress.claim(appId, id)),
  async save(changes) {
    const locks = changes.map(({ id }) => webhookLock(id))
    const saved = await store.write(locks, (tx) => tx.webhookProgress.save(changes))
    for (const { counts } of changes) onAttempts?.(counts)
    return saved
  },
  disable: (appId, id, reason, at) =>
    store.write([webhookLock(id)], async (tx) => {
      const webhook = await tx.webhooks.get(appId, id)
      if (!webhook || webhook.disabledReason !== null) return
      const disabled = { ...webhook, disabledReason: reason }
      await tx.webhooks.put(disabled)
      await tx.webhookProgress.setEnabled(appId, id, false)
      await tx.events.insertPrivate(appId, at, 'webhook.disabled', { webhook: webhookOf(disabled) })
    }),
})
