import { type ServerSettings, settings, settingsFrom } from '../compose/settings.ts'
import { backupFindings, databaseFindings, diskFindings, fileFindings } from './doctor-storage.ts'
import { type Finding, messageOf, ok, problem, warning } from './finding.ts'

/** Checks what a server with this environment needs. */
export async function findings(
  environment: Record<string, string | undefined>,
  thorough: boolean,
  now: () => number = Date.now,
): Promise<Finding[]> {
  const unknown = unknownVariables(environment)
  let values: ServerSettings
  try {
    values = settingsFrom(environment)
  } catch (error) {
    return [...unknown, problem(messageOf(error), 'docs/settings.md lists every setting.')]
  }
  return [
    ok(`Node ${process.versions.node}`),
    ...unknown,
    ...addressFindings(values),
    ...openFileFindings(values.maxConnections),
    await serverFinding(values),
    ...(await metricsFindings(values)),
    ...(await databaseFindings(values, thorough, now)),
    ...(await fileFindings(values)),
    ...backupFindings(values),
    ...(await diskFindings(values)),
  ]
}

/** Variables that look like settings but are not, such as misspelled ones. */
function unknownVariables(environment: Record<string, string | undefined>): Finding[] {
  const known = Object.values(settings).map(({ variable }) => variable)
  const prefixes = /^(DATABASE|FILES?|RATE_LIMIT|EVENT_LOG|METRICS|STREAM|TRUST|WEBHOOK)_/
  return Object.keys(environment)
    .filter((name) => prefixes.test(name) && !known.includes(name))
    .map((name) =>
      warning(`${name} is not a setting`, 'Its name may be misspelled: docs/settings.md.'),
    )
}

const isLocal = (host: string) => /^(127\.|::1$|localhost$)/.test(host)

function addressFindings({ host, publicUrl, trustedProxies }: ServerSettings): Finding[] {
  const text = `listens on ${host}`
  if (isLocal(host)) return [ok(text)]
  if (trustedProxies.length === 0)
    return [
      warning(
        `${text}, and TRUST_PROXY is not set`,
        'Tokens and messages are not encrypted. Put a reverse proxy with TLS in front, and set TRUST_PROXY to its address.',
      ),
    ]
  return publicUrl === undefined
    ? [
        warning(
          `${text}, and PUBLIC_URL is not set`,
          'URLs of files contain the address that the server listens on. Set PUBLIC_URL to the URL that clients use.',
        ),
      ]
    : [ok(text)]
}

/** Each connection is an open file. Windows has no such limit. */
function openFileFindings(maxConnections: number): Finding[] {
  const report = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = report.userLimits?.open_files?.soft
  if (typeof limit !== 'number') return []
  const needed = maxConnections + 200
  return limit < needed
    ? [
        warning(
          `${limit} open files are allowed, and MAX_CONNECTIONS is ${maxConnections}`,
          `Raise the limit to ${needed} (ulimit -n, LimitNOFILE=), or lower MAX_CONNECTIONS.`,
        ),
      ]
    : [ok(`${limit} open files are allowed`)]
}

/** Whether a server listens on the address of the settings. */
async function serverFinding({ host, port }: ServerSettings): Promise<Finding> {
  const url = urlOf(host, port)
  const status = await statusOf(`${url}/health`)
  if (status === undefined) return ok(`no server listens on ${url}`)
  return status === 200
    ? ok(`a healthy server listens on ${url}`)
    : problem(
        `${url}/health returns ${status}`,
        'The server cannot reach its database, or another program uses the port.',
      )
}

async function metricsFindings(values: ServerSettings): Promise<Finding[]> {
  const { host, port, metricsPort, metricsHost = host } = values
  if (metricsPort === undefined)
    return values.metricsHost === undefined
      ? []
      : [
          warning(
            'METRICS_HOST is set, and METRICS_PORT is not',
            'Set METRICS_PORT, or the server has no metrics on that address.',
          ),
        ]
  // With port 0, only the server knows its port.
  if (metricsPort === 0) return []
  if (metricsPort === port)
    return [problem(`PORT and METRICS_PORT are both ${port}`, 'Set METRICS_PORT to another port.')]
  const url = `${urlOf(metricsHost, metricsPort)}/metrics`
  const status = await statusOf(url)
  return [
    ...(values.metricsHost === undefined && !isLocal(host)
      ? [
          warning(
            `the metrics listen on ${host}, and METRICS_HOST is not set`,
            'Everyone who reaches the port can read them. Set METRICS_HOST to the address that Prometheus uses.',
          ),
        ]
      : []),
    status === undefined || status === 200
      ? ok(status === 200 ? `metrics are served on ${url}` : `nothing listens on ${url}`)
      : problem(
          `${url} returns ${status}`,
          'The server cannot read its metrics, or another program uses METRICS_PORT.',
        ),
  ]
}

function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** The status of the response; undefined if nothing responds. */
async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.status
  } catch {
    return undefined
  }
}
