import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleSpec } from './generate/bundle.ts'
import { operationsModule } from './generate/operations.ts'
import { typesModule } from './generate/types.ts'
import { yamlDocument } from './generate/yaml.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'generated')

const spec = await bundleSpec(join(root, 'spec/openapi.yaml'))
const files: Record<string, string> = {
  'openapi.json': `${JSON.stringify(spec, null, 2)}\n`,
  'openapi.yaml': yamlDocument(spec),
  'types.ts': await typesModule(spec),
  'operations.ts': operationsModule(spec),
}

async function isStale(name: string, text: string): Promise<boolean> {
  const written = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  return written !== text
}

if (process.argv.includes('--check')) {
  const stale: string[] = []
  for (const [name, text] of Object.entries(files)) {
    if (await isStale(name, text)) stale.push(`generated/${name}`)
  }
  if (stale.length > 0) {
    console.error(`Not what the spec says: ${stale.join(', ')}. Run \`npm run generate\`.`)
    process.exit(1)
  }
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}
