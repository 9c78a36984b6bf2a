import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { settings } from '../packages/server/src/compose/settings.ts'
import { clientsProjection } from './clients-projection/project.ts'
import { appSettingsModule } from './generate/app-settings.ts'
import { bundleSpec } from './generate/bundle.ts'
import { brunoCollection } from './generate/collection.ts'
import { jsonDocument } from './generate/json.ts'
import { newestOpenapi } from './generate/newest-openapi.ts'
import { operationsModule } from './generate/operations.ts'
import { samplePrograms } from './generate/samples.ts'
import { schemaBundle } from './generate/schemas.ts'
import { settingsPage } from './generate/settings.ts'
import { typesModule } from './generate/types.ts'
import { webhooksPage } from './generate/webhooks.ts'
import { workflowsDocument } from './generate/workflows.ts'
import { yamlDocument } from './generate/yaml.ts'
import { uploadedFile } from './workflows/guides.ts'

const root = join(import.meta.dirname, '..')

const spec = await bundleSpec(join(root, 'spec/openapi.yaml'))
const files: Record<string, string> = {
  'generated/openapi.json': jsonDocument(spec),
  'generated/openapi.clients.json': jsonDocument(clientsProjection(spec)),
  'generated/openapi.3.2.json': jsonDocument(newestOpenapi(spec)),
  'generated/schemas.json': jsonDocument(schemaBundle(spec) as never),
  'generated/openapi.yaml': yamlDocument(spec),
  'generated/workflows.arazzo.yaml': await workflowsDocument(spec),
  'generated/receipt.txt': await readFile(uploadedFile, 'utf8'),
  ...(await samplePrograms(spec)),
  ...(await brunoCollection(spec)),
  'generated/types.ts': await typesModule(spec),
  'generated/operations.ts': operationsModule(spec),
  'generated/settings.ts': appSettingsModule(spec),
  'docs/settings.md': settingsPage(
    await readFile(join(root, 'docs/settings.md'), 'utf8'),
    Object.values(settings),
  ),
  'docs/webhooks.md': webhooksPage(await readFile(join(root, 'docs/webhooks.md'), 'utf8'), spec),
}

async function isStale(name: string, text: string): Promise<boolean> {
  const written = await readFile(join(root, name), 'utf8').catch(() => undefined)
  return written !== text
}

if (process.argv.includes('--check')) {
  const stale: string[] = []
  for (const [name, text] of Object.entries(files)) {
    if (await isStale(name, text)) stale.push(name)
  }
  if (stale.length > 0) {
    console.error(`Not up to date: ${stale.join(', ')}. Run \`npm run generate\`.`)
    process.exit(1)
  }
} else {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
}
