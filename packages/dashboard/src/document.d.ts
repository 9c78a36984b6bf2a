// Modules that the build makes of the OpenAPI document.

declare module 'document:operations' {
  export interface DocumentOperation {
    id: string
    method: string
    /** For example `/v1/{appId}/users/{userId}`. */
    path: string
    summary: string
    tag: string
    /** The names of the parameters in the query. */
    query: string[]
    /** The bodies of the examples, by the summaries of the examples; empty without a body. */
    bodies: [summary: string, body: unknown][]
  }

  export const operations: DocumentOperation[]
  /** Examples of the parameters in paths. */
  export const pathExamples: Record<string, string>
}

declare module 'document:events' {
  import type { WebhookEventType } from '../src/api/types.ts'

  /** The types of the events that webhooks get, and what each means. */
  export const webhookEvents: [type: WebhookEventType, summary: string][]
  /** The types of the events in the log. */
  export const logTypes: string[]
}
