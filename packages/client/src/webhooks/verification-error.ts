/**
 * Why a delivery is refused: a header is missing or repeated, the timestamp is not a number, the delivery is too old
 * or too new for the tolerance, no signature matches, or the body is signed but is not an event.
 */
export type VerificationReason =
  | 'header'
  | 'timestamp'
  | 'too old'
  | 'too new'
  | 'signature'
  | 'body'

/**
 * The delivery is not valid: respond with a 400, and do not use the body.
 *
 * @example
 * if (error instanceof WebhookVerificationError) return new Response(error.reason, { status: 400 })
 */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError'
  readonly reason: VerificationReason

  constructor(reason: VerificationReason, message: string) {
    super(message)
    this.reason = reason
  }
}
