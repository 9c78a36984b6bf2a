import { expect, test } from 'vitest'
import { withoutPassword } from '../../src/commands/database.ts'
import { openEngine } from '../../src/store/open-engine.ts'

test.each([
  ['sqlite:./data/parley.db', 'sqlite:./data/parley.db'],
  ['postgres://parley@db/chat', 'postgres://parley@db/chat'],
  ['postgres://parley:secret@db:5433/chat', 'postgres://parley@db:5433/chat'],
  ['postgres://parley:sec%3Aret@db/chat?password=secret', 'postgres://parley@db/chat'],
  ['postgresql://parley:se:cret@db/chat', 'postgresql://parley@db/chat'],
  ['postgres://parley@db/chat?password=secret', 'postgres://parley@db/chat'],
  ['postgres://db/chat?user=parley&password=secret&sslmode=require', 'postgres://db/chat'],
  ['postgres://parley:se@cret@db/chat', 'postgres://parley@db/chat'],
  ['postgres://parley:se/cret@db/chat', 'postgres://…'],
  ['postgres://parley:1/secret@db/chat', 'postgres://…'],
  ['postgres://parley:1#secret@db/chat', 'postgres://…'],
  ['postgres://parley:1?secret@db/chat', 'postgres://…'],
  ['postgres://parley:secret', 'postgres://…'],
  ['postgres://parley:secret@:bad:host', 'postgres://…'],
])('%s is printed as %s', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown)
})

test('an invalid URL is refused with a message that does not contain it', async () => {
  await expect(openEngine('postgres://parley:se#cret@db/chat')).rejects.toThrow(
    /^DATABASE_URL is not a valid URL\. Encode [^:]*$/,
  )
})
