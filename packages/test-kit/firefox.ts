import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The path of Firefox, from `FIREFOX` or a usual place; undefined if there is none. */
export const firefoxPath = ['/usr/bin/firefox', '/usr/bin/firefox-esr']
  .concat(process.env.FIREFOX ?? [])
  .findLast((path) => existsSync(path))

const preferences = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  // No test sees the middle of an animation.
  'ui.prefersReducedMotion': 1,
}

/** A response of WebDriver BiDi (https://w3c.github.io/webdriver-bidi), or an event. */
interface Incoming {
  id?: number
  result?: unknown
  error?: string
  message?: string
  method?: string
  params?: { level: string; text: string | null }
}

/**
 * A headless Firefox with an empty profile and one page, driven with WebDriver BiDi. Playwright needs its own Firefox.
 */
export interface Firefox {
  /** Errors and warnings in the console, errors of scripts, and violations of the policy of the page. */
  errors: string[]
  open: (url: string) => Promise<void>
  /** Returns the value of the expression, which must be JSON. */
  evaluate: <Value>(expression: string) => Promise<Value>
  /** Presses the keys one after the other. Keys without a character are code points of WebDriver. */
  type: (keys: string) => Promise<void>
  click: (x: number, y: number) => Promise<void>
  close: () => Promise<void>
}

export async function startFirefox(): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'parley-firefox-'))
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`,
  )
  await writeFile(join(profile, 'user.js'), lines.join('\n'))
  const firefox = spawn(
    firefoxPath ?? '',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const errors: string[] = []
  const { call, close } = await connected(`${await addressOf(firefox)}/session`, errors)
  await call('session.new', { capabilities: {} })
  await call('session.subscribe', { events: ['log.entryAdded'] })
  const tree = await call<{ contexts: { context: string }[] }>('browsingContext.getTree', {})
  const context = tree.contexts[0]?.context
  await call('browsingContext.setViewport', { context, viewport: { width: 1280, height: 800 } })
  await call('script.addPreloadScript', { functionDeclaration: prepare })
  const act = (type: string, actions: object[]) =>
    call('input.performActions', { context, actions: [{ type, id: type, actions }] })
  return {
    errors,
    open: async (url) =>
      void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
    async evaluate(expression) {
      const { result, exceptionDetails } = await call<Evaluated>('script.evaluate', {
        expression: `Promise.resolve(${expression}).then(JSON.stringify)`,
        target: { context },
        awaitPromise: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.text)
      return result?.value === undefined ? undefined : JSON.parse(result.value)
    },
    type: async (keys) =>
      void (await act(
        'key',
        [...keys].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      )),
    click: async (x, y) =>
      void (await act('pointer', [
        { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ])),
    async close() {
      const ended = once(firefox, 'exit')
      await call('browser.close', {})
      close()
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Evaluated {
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

// A window without a screen never has the focus, and messages in it would not be read.
const prepare = `() => {
  document.hasFocus = () => true
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy violated:', event.effectiveDirective, event.blockedURI, event.sample))
}`

/** Firefox prints the address when it is ready. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('Firefox has no standard error.')
  const lines = createInterface(stderr)
  for await (const line of lines) {
    const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? []
    if (!address) continue
    stderr.resume()
    return address
  }
  throw new Error('Firefox does not start.')
}

async function connected(address: string, errors: string[]) {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, message, method, params } = JSON.parse(data) as Incoming
    if (method === 'log.entryAdded' && params && ['error', 'warn'].includes(params.level))
      errors.push(params.text ?? '')
    if (id === undefined) return
    if (error) waiting.get(id)?.reject(new Error(`${error}: ${message}`))
    else waiting.get(id)?.resolve(result)
    waiting.delete(id)
  })
  let calls = 0
  return {
    async call<Result>(method: string, params: object): Promise<Result> {
      calls += 1
      const response = Promise.withResolvers<unknown>()
      waiting.set(calls, response)
      socket.send(JSON.stringify({ id: calls, method, params }))
      return (await response.promise) as Result
    },
    close: () => socket.close(),
  }
}
