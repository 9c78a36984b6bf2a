import { expectTypeOf, test } from 'vitest'
import type { AppCaller, UserCaller } from '../../src/model/caller.ts'
import type { Context, EventStream, Output } from '../../src/operations/operation.ts'

test('the caller of a handler follows from the security schemes of its operation', () => {
  expectTypeOf<Context<'getUser'>['caller']>().toEqualTypeOf<AppCaller>()
  expectTypeOf<Context<'setUser'>['caller']>().toEqualTypeOf<UserCaller>()
})

test('the handler of an open operation has no app and no caller', () => {
  expectTypeOf<Context<'getHealth'>>().toHaveProperty('store')
  expectTypeOf<Context<'getHealth'>>().not.toHaveProperty('app')
  expectTypeOf<Context<'getHealth'>>().not.toHaveProperty('caller')
})

test('the handler of a stream returns a stream to be opened', () => {
  expectTypeOf<Output<'streamEvents'>>().toEqualTypeOf<EventStream>()
})
