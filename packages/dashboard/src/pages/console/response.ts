import { html, type TemplateResult } from 'lit'
import { textBlock } from '../../parts/json.ts'
import { numberText } from '../../parts/time.ts'

export interface ConsoleResponse {
  status: number
  statusText: string
  milliseconds: number
  headers: [name: string, value: string][]
  body: string
}

/** Reads a response. If bytes are not text, only their number is shown. */
export async function readResponse(response: Response, begun: number): Promise<ConsoleResponse> {
  const type = response.headers.get('content-type') ?? ''
  const bytes = await response.arrayBuffer()
  const milliseconds = Math.round(performance.now() - begun)
  const isText = type === '' || /json|^text\//.test(type)
  const text = isText ? new TextDecoder().decode(bytes) : `${bytes.byteLength} bytes of ${type}`
  return {
    status: response.status,
    statusText: response.statusText,
    milliseconds,
    headers: [...response.headers],
    body: type.includes('json') ? indented(text) : text,
  }
}

/** The API has no numbers that JavaScript cannot represent. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export const responseBox = (response: ConsoleResponse): TemplateResult => {
  const { status, statusText, milliseconds, headers, body } = response
  return html`
    <section class="card" aria-labelledby="response">
      <div class="card-head" role="status">
        <h2 id="response">Response</h2>
        <div class="row">
          <span class="tag ${status < 400 ? 'good' : 'bad'}">${status} ${statusText}</span>
          <span class="muted small">${numberText(milliseconds)} ms</span>
        </div>
      </div>
      <div class="card-body stack">
        ${body === '' ? html`<p class="muted">No body.</p>` : textBlock(body, 'the body')}
        <details>
          <summary>Headers</summary>
          <dl class="facts">${headers.map(([name, value]) => html`<dt class="mono">${name}</dt><dd class="mono">${value}</dd>`)}</dl>
        </details>
      </div>
    </section>
  `
}
