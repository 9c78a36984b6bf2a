import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const kit = import.meta.dirname
const home = join(kit, 'database.ts')
const all = ['sqlite', 'postgres']

/**
 * Which test files run on which engine. A file `x.postgres.test.ts` is for that engine only; any other
 * runs on each engine where its imports lead to `helpers/database.ts`, and else once.
 */
export function engineTests(chosen: string | undefined) {
  if (chosen !== undefined && !all.includes(chosen))
    throw new Error(`ENGINE must be one of ${all.join(', ')}, not "${chosen}".`)
  const files = globSync(['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'], { cwd: root })
  const isOnly = (file: string, engine: string) => file.endsWith(`.${engine}.test.ts`)
  const shared = files.filter((file) => !all.some((engine) => isOnly(file, engine)))
  return {
    engines: chosen === undefined ? all : [chosen],
    onEach: shared.filter((file) => leadsHome(join(root, file), new Set())),
    storeless: shared.filter((file) => !leadsHome(join(root, file), new Set())),
    only: (engine: string) => files.filter((file) => isOnly(file, engine)),
  }
}

function leadsHome(file: string, seen: Set<string>): boolean {
  if (file === home) return true
  if (seen.has(file) || !existsSync(file)) return false
  seen.add(file)
  return [
    ...readFileSync(file, 'utf8').matchAll(
      /from '(?:(\.[^']+\.ts)|@openparley\/test-kit\/([^']+))'/g,
    ),
  ].some(([, relative, shared]) =>
    leadsHome(shared ? join(kit, `${shared}.ts`) : join(dirname(file), relative ?? ''), seen),
  )
}
