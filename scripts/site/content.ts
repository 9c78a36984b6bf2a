import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readGuides } from '../workflows/guides.ts'
import { runRespect } from '../workflows/respect.ts'
import { startWorkflowServer } from '../workflows/server.ts'
import { guidePage } from './guides.ts'
import { docsPages, grouped, type Page, root, withLinks } from './pages.ts'
import { guideOf, linkedSpec, operationsOf, operationTwin } from './reference.ts'

export interface SiteContent {
  /** The Markdown of the pages, by file. */
  pages: Record<string, string>
  /** The Markdown twins of all pages, and `llms.txt`. */
  twins: Record<string, string>
  /** The values that the configuration of the site reads. */
  files: Record<string, string>
}

/** The README is read in a checkout, the site is not. */
const whereToStart =
  'In a checkout of [the repository](https://github.com/openparley/openparley), or [in your own project](#in-your-own-project):'

/** The README without its title, and without the parts that only matter in a checkout. */
async function startPage(base: string): Promise<Page> {
  const text = await readFile(join(root, 'README.md'), 'utf8')
  const [, body = ''] = /^# .*\n([\s\S]*?)\n## Further/.exec(text) ?? []
  // Its links are relative to the root, links of other pages are relative to `docs/`.
  const moved = body
    .replace('## Start\n', `## Start\n\n${whereToStart}\n`)
    .replaceAll(/^<!--.*-->\n/gm, '')
    .replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, target: string) =>
      target.startsWith('docs/') ? `](${target.slice('docs/'.length)})` : `](../${target})`,
    )
  return { path: 'index', title: 'Parley', markdown: withLinks(moved, base) }
}

const frontmatter = ({ title, description }: Page) =>
  `---\ntitle: ${JSON.stringify(title)}\n${description ? `description: ${JSON.stringify(description)}\n` : ''}---\n`

/** Links between twins lead to twins. */
const twinOf = ({ title, markdown, twin }: Page, base: string) =>
  `# ${title}\n\n${(twin ?? markdown).trim()}\n`.replaceAll(
    new RegExp(`\\]\\(${base}([\\w/-]+)/(#[^)]*)?\\)`, 'g'),
    (_, path: string, hash = '') => `](${base}${path}.md${hash})`,
  )

/** Everything that the site is built from. Runs the guides against a server, to show what it returns. */
export async function siteContent(base: string): Promise<SiteContent> {
  const spec = JSON.parse(await readFile(join(root, 'generated/openapi.json'), 'utf8'))
  const guides = await readGuides()
  await using server = await startWorkflowServer()
  const file = join(root, 'generated/workflows.arazzo.yaml')
  const { steps: results, text } = await runRespect(file, server.url, server.inputs)
  if (results.some(({ failures }) => failures.length > 0)) throw new Error(text)
  const guidePages = guides.map((guide) => guidePage(guide, { spec, base, results }))
  const docs = await docsPages(base)
  const start = await startPage(base)
  const all = [start, ...guidePages, ...docs]
  const operations = operationsOf(spec).map((one) =>
    operationTwin(spec, one, guideOf(one.operation, guides, all), base),
  )
  const groups = [{ label: 'Guides', pages: guidePages }, ...grouped(docs)]
  const origin = server.url
  const local = (markdown: string) => markdown.replaceAll(origin, 'http://127.0.0.1:8080')
  return {
    pages: Object.fromEntries(
      all.map((page) => [`${page.path}.md`, `${frontmatter(page)}\n${local(page.markdown)}`]),
    ),
    twins: {
      ...Object.fromEntries(
        [...all, ...operations].map((page) => [`${page.path}.md`, local(twinOf(page, base))]),
      ),
      'llms.txt': llmsText(start, [...groups, { label: 'Reference', pages: operations }], base),
    },
    files: {
      'openapi.json': JSON.stringify(linkedSpec(spec, guides, all, base)),
      'content.json': JSON.stringify({
        base,
        sidebar: groups.map(({ label, pages }) => ({
          label,
          items: pages.map(({ path }) => ({ slug: path })),
        })),
      }),
    },
  }
}

/** The list of all pages for programs: https://llmstxt.org */
function llmsText(start: Page, groups: { label: string; pages: Page[] }[], base: string): string {
  const [summary = ''] = start.markdown.trim().split('\n\n')
  const lists = groups.map(
    ({ label, pages }) =>
      `## ${label}\n\n${pages
        .map(
          ({ path, title, description }) =>
            `- [${title}](${base}${path}.md)${description ? `: ${description}` : ''}`,
        )
        .join('\n')}`,
  )
  return `# Parley\n\n> ${summary.replaceAll('\n', ' ')}\n\nThe whole API: [openapi.json](${base}openapi.json)\n\n${lists.join('\n\n')}\n`
}
