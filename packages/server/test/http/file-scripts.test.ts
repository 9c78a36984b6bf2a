import { chromiumPath, sharedBrowser } from '@openparley/test-kit/browser'
import { dataOf } from '@openparley/test-kit/chat'
import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, onTestFinished, test } from 'vitest'

const ran = 'http://127.0.0.1:9/ran'
const act = `new Image().src='${ran}'`

/** Files that report when a script in them runs. */
const files = {
  'page.html': `<!doctype html><title>A page</title><script>${act}</script><img src="x" onerror="${act}">`,
  'drawing.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${act}"><script>${act}</script></svg>`,
}
const types = { 'page.html': 'text/html', 'drawing.svg': 'image/svg+xml' }

/** A page that shows the file in each way that can run its scripts. */
const framed = (url: string) =>
  `<iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}">`

const cases = [
  ['page.html', 'opened directly', false],
  ['page.html', 'in a frame', true],
  ['drawing.svg', 'opened directly', false],
  ['drawing.svg', 'in a frame', true],
] as const

describe.skipIf(!chromiumPath)('a script in an uploaded file (needs chromium)', () => {
  /** Shows the URL in a new page, and returns whether a script ran. */
  async function runs(url: string, isFramed: boolean): Promise<boolean> {
    const page = await (await sharedBrowser()).newPage()
    onTestFinished(() => page.close())
    let hasRun = false
    page.on('request', (request) => {
      hasRun ||= request.url() === ran
    })
    const outside = await startGateway((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(framed(url)),
    )
    const loaded = page.waitForResponse(url)
    await page.goto(isFramed ? outside : url).catch((error: Error) => {
      // A file that is downloaded is not shown.
      if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error
    })
    await loaded
    return hasRun
  }

  const uploaded = async (name: keyof typeof files) => {
    const { client } = await testApp()
    const form = new FormData()
    form.append('file', new Blob([files[name]], { type: types[name] }), name)
    return (await dataOf(client.POST('/files', { body: form as never }))).url
  }

  test.each(cases)('%s does not run, %s', async (name, _way, isFramed) => {
    const url = await uploaded(name)
    expect(await runs(url, isFramed)).toBe(false)
  })

  test.each(cases)(
    '%s does not run, %s, even if it is shown with the type that it claims to have',
    async (name, _way, isFramed) => {
      const url = await uploaded(name)
      const shown = await startGateway(async (request, response) => {
        const file = await forward(request, url)
        file.headers['content-type'] = types[name]
        delete file.headers['content-disposition']
        forwardResponse(file, response)
      })
      expect(await runs(`${shown}/`, isFramed)).toBe(false)
    },
  )

  test.each(cases)('%s would run, %s, without the headers', async (name, _way, isFramed) => {
    const other = await startGateway((_, response) =>
      response.writeHead(200, { 'content-type': types[name] }).end(files[name]),
    )
    expect(await runs(`${other}/`, isFramed)).toBe(true)
  })
})
