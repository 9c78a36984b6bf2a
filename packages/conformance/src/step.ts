/**
 * One call of a scenario. The ids are those of the document's examples; a player may replace them.
 */
export interface Step {
  operation: string
  /** Key of the request example that is sent. The response example has the same key. */
  example?: string
  /** Key of the response example, if no request example is sent. */
  shows?: string
  path?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  /**
   * The body if no example is sent: a string is sent unchanged, anything else as JSON, or as a form if the operation
   * takes one.
   */
  body?: unknown
  /** Default 200. */
  status?: number
  /** Another accepted status, since the status depends on the app's settings, or on `until`. */
  may?: number
  /** The event after which the other status is no longer returned. */
  until?: string
  /** Whether the call is repeated until the state that it returns is no longer `running`. */
  settles?: true
  /** The user of a user token. Default Alice. */
  as?: string
  /** Types of the events that the call causes on Alice's stream. */
  emits?: string[]
  /** Types of the events that the call sends to webhooks. */
  delivers?: string[]
  /** Whether somebody misses the messages that the call sends. */
  isMissed?: true
  /** Whether the users in the call must not exist yet. */
  strangers?: true
  /** Without a token. */
  anonymous?: true
  /**
   * The example ids of what the call returns: sent messages, a created object, or the items of a list. Also the example
   * token of the file that it uploads, or the example code of a link.
   */
  gives?: string[]
  /** Time of the call in a recording, in Unix milliseconds. Default: a millisecond after the previous call. */
  at?: number
}
