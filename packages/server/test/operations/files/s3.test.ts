import { s3Program, startS3 } from '@openparley/test-kit/s3-server'
import { testServer } from '@openparley/test-kit/server'
import { download, sendFile, uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'

test.skipIf(!s3Program)(
  'files in an S3 store are served as from a folder, and are a 503 while it is away (needs versitygw or rclone)',
  async () => {
    const s3 = await startS3()
    const server = await testServer({ filesUrl: s3.url })
    const { attachmentToken, url } = await uploaded(server, 'Receipt')
    expect(s3.names()).toEqual([attachmentToken])
    expect(await (await download(url)).text()).toBe('Receipt')
    const part = await download(url, { range: 'bytes=2-3' })
    expect([part.status, await part.text()]).toEqual([206, 'ce'])
    await s3.stop()
    const [read, sent] = await Promise.all([download(url), sendFile(server, 'Lost')])
    expect([read.status, sent.status]).toEqual([503, 503])
    expect((await server.call('GET', '/users')).status).toBe(200)
    await s3.start()
    expect(await (await download(url)).text()).toBe('Receipt')
    expect((await sendFile(server, 'x'.repeat(30))).status).toBe(200)
    expect(s3.names()).toHaveLength(2)
  },
)
