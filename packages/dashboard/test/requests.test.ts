import { describe, expect, test } from 'vitest'
import type { User } from '../src/api/types.ts'
import { curlOf, isUnsafe, urlOf } from '../src/pages/console/request.ts'
import { filterOf } from '../src/pages/conversation/filter.ts'
import { patchOf } from '../src/pages/user/patch.ts'

const operation = {
  ...{
    id: 'putUser',
    method: 'PUT',
    path: '/v1/{appId}/users/{userId}',
    summary: '',
    tag: 'Users',
  },
  ...{ query: [], bodies: [] },
}

describe('a request of the console', () => {
  test('encodes what is put into the URL, and leaves out empty parameters', () => {
    const path = { appId: 'shop', userId: 'a/b?c#d' }
    expect(
      urlOf('', { operation, path, query: { limit: '', filter: '{"a":1}&' }, body: undefined }),
    ).toBe('/v1/shop/users/a%2Fb%3Fc%23d?filter=%7B%22a%22%3A1%7D%26')
  })

  test('is a command that a shell reads unchanged', () => {
    const path = { appId: 'shop', userId: "o'hara" }
    expect(
      curlOf('https://chat.example', {
        operation,
        path,
        query: {},
        body: `{"name":"O'Hara $HOME"}`,
      }),
    ).toBe(
      [
        `curl -X PUT 'https://chat.example/v1/shop/users/o'\\''hara'`,
        `-H "Authorization: Bearer $SECRET_KEY"`,
        `-H 'Content-Type: application/json'`,
        `--data-raw '{"name":"O'\\''Hara $HOME"}'`,
      ].join(' \\\n  '),
    )
  })

  test('asks for confirmation before every call except reads', () => {
    expect(isUnsafe(operation)).toBe(true)
    expect(isUnsafe({ ...operation, id: 'listPresences', method: 'POST' })).toBe(false)
    expect(isUnsafe({ ...operation, id: 'getUser', method: 'GET' })).toBe(false)
  })
})

describe('the filter of conversations', () => {
  test.each([
    [{}, undefined],
    [
      { subject: 'Boots', messages: 'yes' },
      { subject: ['==', 'Boots'], hasMessages: true },
    ],
    [{ messages: 'no' }, { hasMessages: false }],
    [{ custom: 'category=a=b' }, { custom: { category: ['==', 'a=b'] } }],
    [{ custom: 'category' }, { custom: { category: 'exists' } }],
  ])('%j is %j', (values, filter) => {
    expect(filterOf(values)).toEqual(filter)
  })
})

describe('the changes of a user', () => {
  const user = {
    ...{
      id: 'alice',
      name: 'Alice',
      email: ['a@x.example', 'b@x.example'],
      phone: null,
      role: 'buyer',
    },
    ...{ locale: 'en', photoUrl: null, welcomeMessage: null, availabilityText: null },
    custom: { tier: 'gold', city: 'Delft' },
  } as unknown as User
  const values = {
    ...{ name: 'Alice', email: 'a@x.example, b@x.example', phone: '', role: 'buyer', locale: 'en' },
    ...{ photoUrl: '', welcomeMessage: '', availabilityText: '' },
    custom: JSON.stringify(user.custom),
  }

  test('there are none if nothing was edited', () => {
    expect(patchOf(user, values)).toEqual({})
  })

  test('contain the edited fields, and null for cleared fields', () => {
    const edited = {
      ...{ email: '', phone: ' +1 \n+2', role: '', welcomeMessage: 'Hi' },
      custom: '{"tier": "silver", "zip": "1"}',
    }
    expect(patchOf(user, { ...values, ...edited })).toEqual({
      ...{ email: null, phone: ['+1', '+2'], role: null, welcomeMessage: 'Hi' },
      custom: { city: null, tier: 'silver', zip: '1' },
    })
  })

  test.each([
    ['{', 'not valid JSON'],
    ['[]', 'must be a JSON object'],
    ['{"a": 1}', 'must be a text'],
  ])('custom data %s is refused with a reason', (custom, why) => {
    expect(() => patchOf(user, { ...values, custom })).toThrow(why)
  })
})
