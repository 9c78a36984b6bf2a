import { unwrap } from '@openparley/client'
import { sharedBrowser } from '@openparley/test-kit/browser'
import type { TestApp } from '@openparley/test-kit/server'

/** A picture that someone might send. */
export async function pictureFile(name: string): Promise<File> {
  const page = await (await sharedBrowser()).newPage({ viewport: { width: 320, height: 240 } })
  const bytes = await page.screenshot()
  await page.close()
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' })
}

/** Sends each file as a message. */
export async function sendFiles(
  { client }: TestApp,
  conversationId: string,
  sender: string,
  ...files: File[]
): Promise<void> {
  for (const file of files) {
    const form = new FormData()
    form.append('file', file, file.name)
    const { attachmentToken: fileToken } = unwrap(
      await client.POST('/files', { body: form as never }),
    )
    unwrap(
      await client.POST('/conversations/{conversationId}/messages', {
        params: { path: { conversationId } },
        body: [{ type: 'UserMessage', sender, content: [{ type: 'file', fileToken }] }],
      }),
    )
  }
}
