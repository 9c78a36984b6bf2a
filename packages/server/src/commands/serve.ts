import type { Command } from 'commander'
import { type Setting, settings } from '../compose/settings.ts'
import { banner } from './banner.ts'
import { examples, isOption, settingOption } from './options.ts'

const all: Setting<unknown>[] = Object.values(settings)

export function addServe(program: Command): void {
  const serve = program.command('serve')
  const options = all.map((setting) => {
    const { variable, default: preset } = setting
    if (!isOption(setting)) return { name: variable, variable }
    const option = settingOption(setting)
    option.description += ` (env: ${variable}${preset === undefined ? '' : `, default: ${preset}`})`
    serve.addOption(option)
    return { name: option.attributeName(), variable }
  })
  serve
    .summary('run the server')
    .description('Runs the server until Ctrl-C.')
    .addHelpText(
      'after',
      examples(
        'openparley serve',
        'openparley serve --port 3000 --database sqlite:/var/lib/parley/chat.db',
        'APP_ID=shop SECRET_KEY=sk_shop_not_a_secret openparley serve --host 0.0.0.0',
      ),
    )
    .action(async (given: Record<string, string | undefined>) => {
      const { boundYoungSpace } = await import('../compose/young-space.ts')
      const nodeOptions = [process.env.NODE_OPTIONS, ...process.execArgv].join(' ')
      const letItGrow = boundYoungSpace(nodeOptions)
      const { pauseOptimizer } = await import('../compose/optimizer.ts')
      const optimizer = pauseOptimizer(nodeOptions)
      const texts = Object.fromEntries(
        options.map(({ name, variable }) => [variable, given[name] ?? process.env[variable]]),
      )
      const { settingsFrom } = await import('../compose/settings.ts')
      const { tracesIn } = await import('../compose/trace-options.ts')
      const { startUntilSignal } = await import('../compose/until-signal.ts')
      optimizer.loaded()
      try {
        const values = settingsFrom(texts)
        const traces = tracesIn(process.env)
        const server = await startUntilSignal({ ...values, traces })
        console.log(await banner(server, values, process.stdout.isTTY))
        letItGrow()
        optimizer.started()
      } catch (error) {
        throw new Error(`Parley cannot start: ${(error as Error).message}`)
      }
    })
}
