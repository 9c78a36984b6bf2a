import autocannon from 'autocannon'

export interface Target {
  name: string
  url: string
  method?: 'GET' | 'PUT' | 'POST'
  headers?: Record<string, string>
  /** The body of the nth request. */
  body?: (n: number) => string
  /** The path of the nth request after that of `url`. */
  path?: (n: number) => string
  /** More headers of the nth request. */
  headersOf?: (n: number) => Record<string, string>
}

/** The duration and number of the measurements. */
export interface Depth {
  rounds: number
  seconds: number
}

export interface Load {
  connections: number
  seconds: number
  /** Number of requests, instead of `seconds`. */
  amount?: number
  /** Requests a second; default as many as the server takes. */
  rate?: number
}

export interface Figures {
  /** Successful responses. */
  count: number
  /** Responses a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  p999: number
}

/** Loads one server for a while. Throws if a response was not successful. */
export async function measured(target: Target, load: Load): Promise<Figures> {
  let sent = 0
  const { body, path, headersOf } = target
  const prefix = new URL(target.url).pathname
  const result = await autocannon({
    url: target.url,
    method: target.method ?? 'GET',
    connections: load.connections,
    duration: load.seconds,
    ...(load.amount !== undefined && { amount: load.amount }),
    ...(load.rate !== undefined && { overallRate: load.rate }),
    // Far more than a response takes on a busy machine.
    timeout: 60,
    // The load program checks its clock only when it takes a sample.
    sampleInt: Math.min(1000, load.seconds * 500),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...target.headers,
    },
    ...(body && {
      requests: [
        {
          setupRequest: (request: autocannon.Request) => {
            sent += 1
            return {
              ...request,
              body: body(sent),
              ...(path && { path: prefix + path(sent) }),
              ...(headersOf && { headers: { ...request.headers, ...headersOf(sent) } }),
            }
          },
        },
      ],
    }),
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${target.name}: ${result.non2xx} refused, ${result.errors} failed`)
  return {
    count: result['2xx'],
    rate: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    p999: result.latency.p99_9,
  }
}

/** Loads the targets alternately for the given number of rounds, after a longer round that does not count. */
export async function measureInTurn(
  targets: Target[],
  load: Load,
  rounds: number,
): Promise<Figures[][]> {
  // V8 compiles the code of a new load for its first seconds, more of it for a larger program.
  for (const target of targets) await measured(target, { ...load, seconds: load.seconds * 1.5 })
  const figures: Figures[][] = []
  for (let round = 0; round < rounds; round += 1) {
    const row: Figures[] = []
    for (const target of targets) row.push(await measured(target, load))
    figures.push(row)
  }
  return figures
}
