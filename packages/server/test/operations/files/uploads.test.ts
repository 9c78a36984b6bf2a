import { expect, test } from 'vitest'
import { testApp } from '../../../../test-kit/server.ts'
import { download, uploaded } from '../../../../test-kit/uploads.ts'

test('an uploaded file is served as it was sent', async () => {
  const app = await testApp()
  const file = await uploaded(app, 'Two pairs of boots', { filename: 'Beleg für Ålice.txt' })
  expect(file).toEqual({
    attachmentToken: expect.stringMatching(/^file_[0-9A-Za-z]{22}$/),
    url: expect.stringContaining(`${app.baseUrl}/v1/${app.appId}/files/${file.attachmentToken}/`),
    size: 18,
    filename: 'Beleg für Ålice.txt',
    type: 'application/octet-stream',
    subtype: 'generic',
    width: null,
    height: null,
    duration: null,
  })
  const response = await download(file.url)
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('Two pairs of boots')
})
