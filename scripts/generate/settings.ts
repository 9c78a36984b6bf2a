import type { Setting } from '../../packages/server/src/compose/settings.ts'
import { between } from '../markers.ts'

/** Returns the page with the table of settings inserted. */
export function settingsPage(page: string, settings: Setting<unknown>[]): string {
  const rows = settings.map(
    ({ variable, option, default: preset, description }) =>
      `| \`${variable}\` | ${code(option?.split(' ')[0])} | ${code(preset)} | ${description} |`,
  )
  const table = ['| variable | option | default | |', '| --- | --- | --- | --- |', ...rows]
  return between('settings', page, table.join('\n'))
}

const code = (text: string | undefined) => (text === undefined ? '' : `\`${text}\``)
