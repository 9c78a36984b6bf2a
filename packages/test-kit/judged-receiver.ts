import { verifyTalkJSWebhook, verifyWebhook } from '@openparley/client/webhooks'
import { deliveryRules } from '@openparley/conformance'
import { type ReceiveOptions, type Receiver, receive } from '@openparley/contract'
import { expect, onTestFinished } from 'vitest'
import { contract } from './contract.ts'
import { observer, record } from './coverage.ts'

export const webhookSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/**
 * Starts a receiver until the test ends. It checks each delivery against the document, and its signatures by
 * `webhookSecret` and by the key of the app. At the end, the test fails if a delivery was not as documented.
 */
export async function judgedReceiver(
  { secretKey }: { secretKey: string },
  options: ReceiveOptions = {},
): Promise<Receiver> {
  const receiver = await receive(contract, {
    ...deliveryRules,
    async verify(rawBody, headers) {
      await verifyWebhook(rawBody, headers, webhookSecret)
      await verifyTalkJSWebhook(rawBody, headers, secretKey)
    },
    ...options,
    onDelivery(delivery) {
      record(observer.delivery(delivery))
      options.onDelivery?.(delivery)
    },
  })
  onTestFinished(async () => {
    await receiver.close()
    expect(contract.rendered(receiver.violations)).toBe('')
  })
  return receiver
}
