import type { Engine } from '../server/src/store/engine.ts'
import { type EngineOptions, openEngine } from '../server/src/store/open-engine.ts'
import { addressesOf } from './poolers.ts'

/** Opens the database as a server of the tests would: through the pooler of the run, if it has one. */
export function testEngine(url: string, options: EngineOptions = {}): Promise<Engine> {
  const { databaseUrl, databaseDirectUrl: directUrl } = addressesOf(url)
  return openEngine(databaseUrl, { directUrl, ...options })
}
