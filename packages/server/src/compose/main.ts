import { enableCompileCache } from 'node:module'

// Before anything else is imported: the next start need not compile again what this one compiles.
enableCompileCache()
const { serve } = await import('./serve.ts')

try {
  await serve(process.env)
} catch (error) {
  console.error(`Parley cannot start: ${(error as Error).message}`)
  process.exitCode = 1
}
