import { html, type TemplateResult } from 'lit'
import type { WebhookWithSecret } from '../../api/types.ts'
import { secretOnce } from '../../parts/secret.ts'

/** The secret of a webhook, which no call returns again. */
export const secretBox = ({ url, secret }: WebhookWithSecret): TemplateResult => html`
  <section class="card padded stack" aria-label="Secret" role="status">
    <p>With this secret, the server behind <b class="url">${url}</b> verifies what it receives.</p>
    ${secretOnce(secret, 'the secret')}
  </section>
`
