import { expect, test } from 'vitest'
import { testApp } from '../../../../test-kit/server.ts'
import { download, sendForm, uploaded } from '../../../../test-kit/uploads.ts'
import { png, samples } from './samples.ts'

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

test.each(samples)('the size of $name is read from its bytes', async ({ bytes, ...shown }) => {
  const fields = { width: '7', height: '8' }
  const { width, height } = await uploaded(await testApp(), bytes, { fields })
  const claimed =
    shown.subtype === 'video' ? { width: 7, height: 8 } : { width: null, height: null }
  expect({ width, height }).toEqual(
    shown.width === undefined ? claimed : { width: shown.width, height: shown.height },
  )
})

const sample = (name: string) => samples.find((one) => one.name === name)?.bytes ?? png(1, 1)

test('a duration counts for videos and sounds, and a sound can be a voice message', async () => {
  const app = await testApp()
  const fields = { duration: '12.5' }
  expect(await uploaded(app, sample('a.mp4'), { fields })).toMatchObject({ duration: 12.5 })
  expect(await uploaded(app, sample('a.png'), { fields })).toMatchObject({ duration: null })
  const voice = { ...fields, voice: 'true' }
  expect(await uploaded(app, sample('voice.webm'), { fields: voice })).toMatchObject({
    subtype: 'voice',
    duration: 12.5,
  })
  const plain = { ...fields, voice: 'false' }
  expect(await uploaded(app, sample('a.wav'), { fields: plain })).toMatchObject({
    subtype: 'audio',
  })
})

test('fields may come after the file', async () => {
  const app = await testApp()
  const form = new FormData()
  form.append('file', new Blob([sample('a.mp4')]))
  for (const [name, value] of Object.entries({ filename: 'boots.mp4', width: '3', height: '2' }))
    form.append(name, value)
  const response = await sendForm(app, form)
  expect(await response.json()).toMatchObject({ filename: 'boots.mp4', width: 3, height: 2 })
})

test('a picture that its camera has turned has the size at which it is shown', async () => {
  const exif =
    'ffe1 0022 457869660000 4d4d002a00000008 0001 0112 0003 00000001 0006 0000 00000000'.replaceAll(
      ' ',
      '',
    )
  const jpeg = Buffer.from(sample('a.jpg')).toString('hex')
  const turned = new Uint8Array(Buffer.from(`ffd8${exif}${jpeg.slice(4)}`, 'hex'))
  expect(await uploaded(await testApp(), turned)).toMatchObject({ width: 16, height: 32 })
})
