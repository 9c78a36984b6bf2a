import { join } from 'node:path'
import { bundledInbox } from './inbox/bundle.ts'
import { writeSite } from './inbox/write.ts'

const { files, firstLoad, parts } = await bundledInbox()
await writeSite(join(import.meta.dirname, '../packages/server/site'), files)

const size = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9)
console.log(`${size(firstLoad)} gzipped: first load, with the client and Lit`)
for (const [name, bytes] of parts) console.log(`${size(bytes)} gzipped, on use: ${name}`)
