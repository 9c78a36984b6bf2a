import { dirname } from 'node:path'

// Settings for access to the registry stay, and the cache of compiled code.
const ours =
  /^(npm_(?!config_(registry|cafile|userconfig)$)|NODE(?!_(EXTRA_CA_CERTS|COMPILE_CACHE)$)|VITEST|TEST|PORT$|HOST$|DATABASE_|APP_ID$|SECRET_KEY$|LOG_LEVEL$|RATE_LIMIT|EVENT_LOG|STREAM_)/i

/** An environment like outside of this project: without its settings and tools, but with the Node that it needs. */
export function outsideEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name))
  const folders = (process.env.PATH ?? '').split(':').filter((one) => !one.includes('node_modules'))
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: [dirname(process.execPath), ...folders].join(':'),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }
}
