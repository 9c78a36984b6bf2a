import { serve } from './serve.ts'

try {
  await serve(process.env)
} catch (error) {
  console.error(`Parley cannot start: ${(error as Error).message}`)
  process.exitCode = 1
}
