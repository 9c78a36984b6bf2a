import { gzipSync } from 'node:zlib'
import { bundledClient } from './client/bundle.ts'

const bundle = await bundledClient()
const size = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`
console.log(`${size(bundle.length)} minified, ${size(gzipSync(bundle).length)} gzipped`)
