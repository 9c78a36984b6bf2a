import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bundle, bundled } from '../browser/bundle.ts'
import { documentModules } from './document.ts'

const folder = join(import.meta.dirname, '../../packages/dashboard')

/** Bundles the dashboard: its page, `dashboard.js`, and what this imports below `dashboard/`. */
export async function bundledDashboard(): Promise<Bundle> {
  const [bundle, page, style] = await Promise.all([
    bundled('dashboard', join(folder, 'src/main.ts'), {
      plugins: [documentModules],
      hasShared: true,
    }),
    readFile(join(folder, 'page.html')),
    readFile(join(folder, 'page.css')),
  ])
  bundle.files.set('dashboard/index.html', page).set('dashboard/page.css', style)
  return bundle
}
