import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentFile } from '../../src/base/assets.ts'
import { allOperations } from '../../src/http/operation.ts'
import { createValidation } from '../../src/http/validation/validation.ts'

const validation = createValidation(JSON.parse(readFileSync(documentFile('openapi.json'), 'utf8')))

const operation = (name: string) => {
  const [, found] = allOperations.find(([id]) => id === name) ?? []
  if (!found) throw new Error(`There is no operation ${name}`)
  return found
}

const frozen = <T extends object>(value: T) => Object.freeze(value) as T & Record<string, unknown>

test('returns the values that parameters stand for, by their documented names, and changes none in place', () => {
  const validate = validation(operation('listUserConversations'))
  const request = {
    params: frozen({ appId: 'shop', userId: 'alice' }),
    query: frozen({ limit: '5', unreadsOnly: 'true', filter: '{"custom":{"a":"exists"}}' }),
    headers: frozen({ 'talkjs-rest-version': '2024-01-01', accept: '*/*' }),
  }
  expect(validate(frozen(request))).toEqual({
    path: { appId: 'shop', userId: 'alice' },
    query: { limit: 5, unreadsOnly: true, filter: { custom: { a: 'exists' } } },
    header: { 'TalkJS-REST-Version': '2024-01-01' },
    body: undefined,
    faults: [],
  })
})

test('says in which part of a request each fault is', () => {
  const validate = validation(operation('putUser'))
  const { faults } = validate({
    params: { appId: 'shop', userId: '..' },
    query: { limti: '5' },
    headers: { 'talkjs-rest-version': '1999-01-01' },
    body: { email: [1], appId: 'a property that is named like a parameter' },
  })
  expect(faults.map(({ in: location, field }) => [location, ...field])).toEqual([
    ['path', 'userId'],
    ['query', 'limti'],
    ['header', 'TalkJS-REST-Version'],
    ['body', 'appId'],
    ['body', 'email', '0'],
  ])
})
