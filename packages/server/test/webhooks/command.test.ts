import { withStore } from '@openparley/test-kit/event-log'
import { testServer } from '@openparley/test-kit/server'
import { Command } from 'commander'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addWebhooks } from '../../src/commands/webhooks.ts'

test('the command lists, creates, changes, rotates and deletes webhooks, and says what is wrong', async () => {
  const { baseUrl, appId, secretKey, databaseUrl } = await testServer()
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
  onTestFinished(() => log.mockRestore())
  const run = async (...args: string[]) => {
    log.mockClear()
    const program = new Command()
    addWebhooks(program)
    const target = ['--url', baseUrl, '--app', appId, '--key', secretKey]
    await program.parseAsync(['webhooks', ...args, ...target], { from: 'user' })
    return log.mock.calls.flat().join('\n')
  }
  const url = 'https://shop.example/webhooks'
  const events = ['--events', 'message.sent,message.read']
  const made = JSON.parse(await run('create', url, ...events, '--enabled', 'false', '--json'))
  expect(made).toMatchObject({ url, events: ['message.sent', 'message.read'], enabled: false })
  expect(await run('list')).toContain(`${made.id}\n  url          ${url}`)
  const changed = await run('set', made.id, '--events', 'all', '--to', `${url}/2`)
  expect(changed).toContain(`url          ${url}/2\n  events       all`)
  expect(await run('show', made.id)).toBe(changed)
  await withStore(databaseUrl, ({ write }) =>
    write([], (tx) => tx.webhooks.setLost(appId, made.id, { from: 0, until: 1000, after: 1 })),
  )
  expect(await run('show', made.id)).toContain(
    'lost         events from 1970-01-01T00:00:00.000Z until 1970-01-01T00:00:01.000Z',
  )
  const rotated = JSON.parse(await run('rotate', made.id, '--json'))
  expect(rotated.secret).not.toBe(made.secret)
  expect(await run('replay', made.id, '--since', '2026-01-31')).toBe('The events are sent again.')
  expect(await run('attempts', made.id, '--json')).toBe('[]')
  await expect(run('create', 'https://10.0.0.1/')).rejects.toThrow(
    /^url: 10\.0\.0\.1 is not public/,
  )
  await expect(run('resend', made.id, 'att_x')).rejects.toThrow('There is no attempt "att_x".')
  expect(await run('delete', made.id)).toBe(`The webhook ${made.id} is deleted.`)
  await expect(run('show', made.id)).rejects.toThrow(`There is no webhook "${made.id}".`)
})
