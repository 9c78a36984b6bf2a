import { sessionBytes, wholeBytes } from './client/bundle.ts'

const size = (bytes: number) => `${(bytes / 1024).toFixed(2)} KB`
const { firstLoad, parts } = await sessionBytes()
console.log(`all exports: ${size(await wholeBytes())}, minified and gzipped`)
console.log(`first load of a page with a session: ${size(firstLoad)}`)
for (const [name, bytes] of parts) console.log(`${name}, loaded on use: ${size(bytes)}`)
