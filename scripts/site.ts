import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { siteContent } from './site/content.ts'
import { writeDocuments } from './site/documents.ts'
import { deadLinks } from './site/links.ts'
import { mendPages } from './site/mend.ts'
import { root } from './site/pages.ts'

// Builds the documentation site into site/dist: `docs/`, the guides and the reference. DOCS_BASE is its path on its host,
// such as /openparley/.
const base = process.env.DOCS_BASE ?? '/'
const site = join(root, 'site')
const run = (command: string, ...words: string[]) =>
  execFileSync(command, words, {
    cwd: site,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  })

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(site, folder, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

if (!existsSync(join(site, 'node_modules/astro')))
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
for (const name of ['src/content/docs', 'public', 'dist'])
  await rm(join(site, name), { recursive: true, force: true })
const { pages, twins, files } = await siteContent(base)
await write('src/content/docs', pages)
await write('public', twins)
await write('.', files)
const shown = join(site, 'public')
await cp(join(root, 'docs'), shown, {
  recursive: true,
  filter: (name) => !name.endsWith('.md'),
})
const generated = [
  'openapi.json',
  'openapi.yaml',
  'openapi.clients.json',
  'workflows.arazzo.yaml',
  'receipt.txt',
]
for (const name of [...generated, 'samples', 'bruno'])
  await cp(join(root, 'generated', name), join(shown, name), { recursive: true })
await cp(join(site, 'favicon.svg'), join(shown, 'favicon.svg'))
await writeDocuments(root, shown)
run(process.execPath, 'node_modules/astro/bin/astro.mjs', 'build', '--silent')

await mendPages(join(site, 'dist'))
const dead = await deadLinks(join(site, 'dist'), base)
if (dead.length > 0) {
  console.error(`Dead links:\n${dead.join('\n')}`)
  process.exitCode = 1
} else console.log('The site is built, in site/dist. No link in it is dead.')
