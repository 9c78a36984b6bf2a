import type { components } from '@openparley/spec/types'

type Webhook = components['schemas']['Webhook'] & { secret?: string }
type Attempt = components['schemas']['WebhookAttempt']

interface Shown {
  json?: true
}

const print = (value: unknown, text: string, { json }: Shown) =>
  console.log(json ? JSON.stringify(value, null, 2) : text)

export const printWebhook = (webhook: Webhook, shown: Shown): void =>
  print(webhook, webhookText(webhook), shown)

export function printWebhooks(webhooks: Webhook[], shown: Shown): void {
  if (shown.json || webhooks.length > 0)
    print(webhooks, webhooks.map(webhookText).join('\n'), shown)
  else console.error('There is no webhook yet. Create one with `openparley webhooks create <url>`.')
}

export function printAttempts(attempts: Attempt[], shown: Shown): void {
  if (shown.json || attempts.length > 0)
    print(attempts, attempts.map(attemptText).join('\n'), shown)
  else console.error('Nothing was sent yet.')
}

/** Sets the exit code to 1 if the attempt failed. */
export function printAttempt(attempt: Attempt, shown: Shown): void {
  print(attempt, attemptText(attempt), shown)
  if (attempt.error !== null) process.exitCode = 1
}

const webhookText = (webhook: Webhook) =>
  [
    webhook.id,
    `  url          ${webhook.url}`,
    ...(webhook.description === null ? [] : [`  description  ${webhook.description}`]),
    `  events       ${webhook.events?.join(' ') ?? 'all'}`,
    `  ordered      ${webhook.ordered ? 'yes' : 'no'}`,
    `  enabled      ${webhook.enabled ? 'yes' : `no (${webhook.disabledReason})`}`,
    ...(webhook.lost === null ? [] : [`  lost         ${lossText(webhook.lost)}`]),
    ...(webhook.secret === undefined ? [] : [`  secret       ${webhook.secret}`]),
  ].join('\n')

const lossText = ({ from, until }: NonNullable<Webhook['lost']>) =>
  `events from ${new Date(from).toISOString()} until ${new Date(until).toISOString()}`

function attemptText({ id, eventId, type, createdAt, ...result }: Attempt): string {
  const { status, error, duration, nextAttemptAt } = result
  const words = [
    id,
    new Date(createdAt).toISOString(),
    type,
    eventId,
    `${status ?? '-'}`,
    `${duration} ms`,
    ...(error === null ? [] : [error]),
    ...(nextAttemptAt === null ? [] : [`Next attempt ${new Date(nextAttemptAt).toISOString()}.`]),
  ]
  return words.join('  ')
}
