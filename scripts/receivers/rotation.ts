import { randomBytes } from 'node:crypto'
import { examplesOf } from '@openparley/contract/internal/document'
import {
  type SigningKeys,
  signedHeaders,
} from '../../packages/server/src/feed/webhooks/signatures.ts'
import { contract } from '../contract/document.ts'
import { startReceiver } from './receiver-process.ts'
import type { ReceiverTarget } from './targets.ts'

const randomSecret = () => `whsec_${randomBytes(24).toString('base64')}`

/** The event `message.sent` of the document, with a text that is not ASCII. */
function sentMessage(): { id: string; body: string } {
  const webhook = contract.webhooks.find(({ name }) => name === 'message.sent')
  const [example] = examplesOf(contract.document, webhook?.body?.object.content['application/json'])
  const event = example?.value as { id: string }
  return { id: event.id, body: JSON.stringify({ ...event, note: 'Grüße 🧦' }) }
}

/**
 * Sends deliveries as the server signs them before, during and after a rotation to a receiver with the old secret and
 * to one with the new secret. Also sends a changed body. Returns the statuses, and the output of the receiver.
 */
export async function rotationStory(target: ReceiverTarget) {
  const [older, newer] = [randomSecret(), randomSecret()]
  const { id, body } = sentMessage()
  const phases = { before: [older], during: [newer, older], after: [newer] }

  async function send(url: string, keys: SigningKeys, sent = body): Promise<number> {
    const headers = {
      'content-type': 'application/json',
      ...signedHeaders(id, body, Date.now(), keys),
    }
    return (await fetch(url, { method: 'POST', headers, body: sent })).status
  }

  async function statusesOf(secret: string) {
    await using receiver = await startReceiver(
      target,
      target.verifies === 'hosted' ? { SECRET_KEY: secret } : { WEBHOOK_SECRET: secret },
    )
    const statuses: Record<string, number> = {}
    for (const [phase, secrets] of Object.entries(phases)) {
      const [secretKey] = secrets
      statuses[phase] = await send(receiver.url, { secrets, secretKey })
    }
    const keys = { secrets: [secret], secretKey: secret }
    statuses.changed = await send(receiver.url, keys, body.replace('Hello', 'Hallo'))
    return { ...statuses, printed: receiver.output.includes(`message.sent ${id}`) }
  }

  return { older: await statusesOf(older), newer: await statusesOf(newer) }
}

/** What `rotationStory` returns if the receiver accepts exactly the deliveries that are signed with its secret. */
export function expectedStory({ verifies }: ReceiverTarget) {
  const [accepted, refused] = [verifies === 'hosted' ? 200 : 204, 400]
  // The headers of the hosted service have one signature, with the newest key.
  const during = verifies === 'hosted' ? refused : accepted
  return {
    older: { before: accepted, during, after: refused, changed: refused, printed: true },
    newer: { before: refused, during: accepted, after: accepted, changed: refused, printed: true },
  }
}
