import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSite } from './browser/write.ts'
import { bundledDashboard } from './dashboard/bundle.ts'
import { page } from './docs/page.ts'
import { bundledInbox } from './inbox/bundle.ts'

const root = join(import.meta.dirname, '..')
const bundles = join(root, 'node_modules/redoc/bundles')
const site = join(root, 'packages/server/site')

// The script loads one picture from a CDN, the logo of its maker, and works without it.
// An empty URL cannot load either, and causes no request.
const logo = 'https://cdn.redoc.ly/redoc/logo-mini.svg'
const script = await readFile(join(bundles, 'redoc.standalone.js'), 'utf8')
const pictures = script.split('https://cdn.').length - 1
if (pictures !== 1 || !script.includes(logo)) {
  throw new Error('This version of redoc loads other files from the network. Check it first.')
}

await mkdir(site, { recursive: true })
await writeFile(join(site, 'redoc.js'), script.replace(logo, 'data:,'))
await copyFile(
  join(bundles, 'redoc.standalone.js.LICENSE.txt'),
  join(site, 'redoc.standalone.js.LICENSE.txt'),
)
await copyFile(join(root, 'scripts/docs/show.js'), join(site, 'show.js'))
const spec = await readFile(join(root, 'generated/openapi.json'), 'utf8')
await writeFile(join(site, 'index.html'), page(JSON.parse(spec)))
const demo = join(site, 'demo')
await mkdir(demo, { recursive: true })
for (const name of ['index.html', 'demo.css', 'demo.js'])
  await copyFile(join(root, 'packages/inbox/demo', name), join(demo, name))
await writeSite(site, 'inbox', (await bundledInbox()).files)
await writeSite(site, 'dashboard', (await bundledDashboard()).files)
