import type { ServerSettings } from '../compose/settings.ts'
import type { StartedServer } from '../compose/start.ts'
import { withoutPassword } from './database.ts'

// In a checkout there is no `openparley` on the PATH.
const command = import.meta.url.endsWith('.ts') ? 'npm run openparley --' : 'openparley'

const maxListed = 10

/**
 * The text that the server prints at its start. It contains a key, and a link that signs an operator in, only if the
 * database is new or the output is a terminal. Other output may end up in a log.
 */
export async function banner(
  server: StartedServer,
  { databaseUrl, apps = [] }: ServerSettings,
  isTerminal: boolean,
): Promise<string> {
  const { baseUrl, appId, secretKey, appIds, madeApp, demoUrl, dashboardUrl, metricsUrl } = server
  const more = appIds.length - maxListed
  const listed = appIds.slice(0, maxListed).join(', ') + (more > 0 ? ` and ${more} more` : '')
  const isGiven = apps.length > 0
  const isShown = !isGiven && (madeApp || (appId === 'demo' && isTerminal))
  const key = isGiven
    ? 'as given in SECRET_KEY'
    : isShown
      ? secretKey
      : `printed by: ${command} apps show ${appId} --keys`
  const link =
    dashboardUrl && (isTerminal || madeApp) ? await server.createDashboardLink() : undefined
  const signIn = link
    ? `${link}\n        (works once, for 10 minutes; \`${command} dashboard\` prints another)`
    : `${dashboardUrl} (\`${command} dashboard\` prints a link that signs you in)`
  return `
Parley listens on ${baseUrl}

  apps  ${listed}
  docs  ${baseUrl}/docs
${demoUrl ? `  demo  ${demoUrl}\n` : ''}${dashboardUrl ? `  dash  ${signIn}\n` : ''}${metricsUrl ? `  stats ${metricsUrl}\n` : ''}  data  ${withoutPassword(databaseUrl)}

  app   ${appId}
  key   ${key}

Make a user:

  curl -X PUT ${baseUrl}/v1/${encodeURIComponent(appId)}/users/alice \\
    -H 'Authorization: Bearer ${isShown ? secretKey : '<key>'}' \\
    -H 'Content-Type: application/json' \\
    -d '{ "name": "Alice" }'

Sign a token for this user's browser:

  ${command} token --app ${appId} --user alice
`
}
