import pg from 'pg'

const channel = 'parley_log'

/** The channel for other messages between processes. */
const noticeChannel = 'parley_notices'

/** Milliseconds between two announcements. One for each write would cost more than the write. */
const pause = 5

/** Milliseconds between a lost connection and the next attempt. */
const retryAfter = 500

/** Milliseconds between two checks that the server responds, and the timeout of a check. */
const pulse = 2000
const timeout = 5000

/** Max messages in flight. Further events are dropped, as they are without a connection. */
const maxNotices = 1000

/**
 * Notifies the other nodes of commits, and receives their notifications, by NOTIFY on a dedicated connection. Inside the
 * writes, NOTIFY would allow only one commit at a time. Notifications can be lost with the connection, so listeners also
 * poll the log.
 */
export class PostgresWakeups {
  readonly #config: pg.ClientConfig
  readonly #listeners = new Set<() => void>()
  readonly #noticeListeners = new Set<(notice: string | undefined) => void>()
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #next = 0
  #isAnnouncing = false
  #isDue = false
  #notices = 0
  #isClosed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  onWake(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** Calls the listener with each message of another process, and with undefined when some may have been lost. */
  onNotice(listener: (notice: string | undefined) => void): void {
    this.#noticeListeners.add(listener)
  }

  /** Sends a message to the other processes. It is lost without a connection. */
  notify(notice: string): void {
    if (!this.#client || this.#notices === maxNotices) return
    this.#notices += 1
    this.#client
      .query('SELECT pg_notify($1, $2)', [noticeChannel, notice])
      .catch(() => undefined)
      .finally(() => {
        this.#notices -= 1
      })
  }

  /** Announces a commit, immediately or after the pause since the last announcement. */
  announce(): void {
    // One call at a time, so that no calls queue up while the server does not respond.
    this.#isDue = true
    if (this.#isAnnouncing) return
    const wait = Math.max(0, this.#next - performance.now())
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#next = performance.now() + pause
      void this.#announceNow()
    }, wait).unref()
  }

  async connect(): Promise<void> {
    const client = new pg.Client({
      ...this.#config,
      connectionTimeoutMillis: timeout,
      query_timeout: timeout,
    })
    client.on('error', () => undefined)
    client.on('notification', (message) => {
      if (message.channel === channel) this.#wake()
      else if (message.processId !== backendOf(client)) this.#tell(message.payload)
    })
    const timer = setInterval(() => {
      client.query('SELECT 1').catch(() => client.connection.stream.destroy())
    }, pulse).unref()
    client.once('end', () => {
      clearInterval(timer)
      this.#client = undefined
      if (!this.#isClosed) setTimeout(() => this.#reconnect(), retryAfter).unref()
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      await client.query(`LISTEN ${noticeChannel}`)
    } catch (error) {
      client.connection.stream.destroy()
      throw error
    }
    this.#client = client
    if (this.#isClosed) await ended(client)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    if (this.#client) await ended(this.#client)
  }

  async #announceNow(): Promise<void> {
    if (!this.#client) return
    this.#isAnnouncing = true
    this.#isDue = false
    await this.#client.query(`NOTIFY ${channel}`).catch(() => undefined)
    this.#isAnnouncing = false
    if (this.#isDue && !this.#isClosed) this.announce()
  }

  #reconnect(): void {
    if (this.#isClosed) return
    // If it fails, the connection ends, which starts the next attempt.
    this.connect().then(
      () => {
        this.#wake()
        this.#tell(undefined)
      },
      () => undefined,
    )
  }

  #tell(notice: string | undefined): void {
    for (const listener of this.#noticeListeners) listener(notice)
  }

  #wake(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Closes the connection, with a timeout if the server does not respond. */
async function ended(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), 1000)
  await client.end()
  clearTimeout(timer)
}

/** The session id of a client, which the driver's types lack. */
const backendOf = (client: pg.Client) => (client as unknown as { processID: number }).processID
