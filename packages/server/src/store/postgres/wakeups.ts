import pg from 'pg'

const channel = 'parley_log'

/** What processes tell each other beside that. */
const noticeChannel = 'parley_notices'

/** Milliseconds between two announcements: one for each write would cost more than the write. */
const pause = 5

/** Milliseconds from a lost connection to the next try. */
const retryAfter = 500

/** Milliseconds between two looks whether the server still responds on the connection, and how long it may take. */
const pulse = 2000
const timeout = 5000

/** Max notices on their way. Those beyond are lost, as without a connection. */
const maxNotices = 1000

/**
 * Tells the other nodes that this one has written, and hears it of them, by NOTIFY on a connection of its
 * own: inside the writes it would let only one of them commit at a time. Announcements may be lost with the
 * connection; whoever listens looks at the log now and then in any case.
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

  /** Calls the listener with each notice of another process; with undefined when some may have been missed. */
  onNotice(listener: (notice: string | undefined) => void): void {
    this.#noticeListeners.add(listener)
  }

  /** Tells the other processes; lost without a connection. */
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

  /** Says that there has been a commit, at once or after the pause since it was last said. */
  announce(): void {
    // One at a time: while the server is silent, none queue up.
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
    // Where it fails, the connection ends, and its end brings the next try.
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

/** Ends the connection, in time also if the server does not respond. */
async function ended(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), 1000)
  await client.end()
  clearTimeout(timer)
}

/** The driver knows the id of its session, and its types do not say so. */
const backendOf = (client: pg.Client) => (client as unknown as { processID: number }).processID
