import { operations } from '@openparley/spec/operations'
import { appsWith } from '@openparley/test-kit/apps-with'
import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { userToken } from '@openparley/test-kit/token'
import { beforeAll, expect, test } from 'vitest'
import { defaultPermissions, type Permissions } from '../../../src/model/permissions.ts'
import { accesses, type Row, rows, unconcerned } from './permission-table.ts'

type Access = (typeof accesses)[number]

const permissions = Object.keys(defaultPermissions) as (keyof Permissions)[]

const granted = (isGranted: (permission: string) => boolean) =>
  Object.fromEntries(permissions.map((permission) => [permission, isGranted(permission)]))

/** The role `unlisted` has no permissions that differ from the default. */
const listed = {
  default: {},
  everything: granted(() => true),
  nothing: granted(() => false),
  ...Object.fromEntries(permissions.map((only) => [only, granted((one) => one === only)])),
}

/** For each user, the role has the user's id as its name. */
const roles = ['unlisted', ...Object.keys(listed)]

const { shop } = await appsWith({ shop: { roles: listed, clientSideConversationSync: true } })
const chat = chatOf(shop.client)
const headers: Record<string, { authorization: string }> = {}

/** A conversation of bob and a user. */
interface Place {
  conversationId: string
  own?: string | undefined
  bobs?: string | undefined
}

let conversations = 0

async function conversationOf(userId: string, access: Access): Promise<Place> {
  conversations += 1
  const conversationId = `order ${conversations}`
  const participants = { bob: {}, ...(access !== 'stranger' && { [userId]: { access } }) }
  const path = `/conversations/${encodeURIComponent(conversationId)}`
  await shop.call('PUT', path, { body: { participants } })
  return { conversationId }
}

async function withMessages(userId: string, access: Access): Promise<Place> {
  const { conversationId } = await conversationOf(userId, 'ReadWrite')
  const messages = [userMessage(userId, 'Is it new?'), userMessage('bob', 'Almost.')]
  const [own, bobs] = await chat.send(conversationId, ...messages)
  if (access === 'stranger') await chat.leave(conversationId, userId)
  else await chat.change(conversationId, userId, { access })
  return { conversationId, own, bobs }
}

/** Conversations for calls that change nothing, by role and access. */
const unchanged = new Map<string, Place>()

beforeAll(async () => {
  await chat.users('bob', 'carol', ...roles)
  for (const role of roles) {
    await chat.putUser(role, { role })
    headers[role] = { authorization: `Bearer ${await userToken(shop, role)}` }
  }
  const places = roles.flatMap((role) =>
    accesses.map(async (access) => {
      unchanged.set(`${role} ${access}`, await withMessages(role, access))
    }),
  )
  await Promise.all(places)
})

function pathOf({ operation, of, query = '' }: Row, role: string, place: Place): string {
  const users = { self: role, bob: 'bob', carol: 'carol' } as Record<string, string>
  const values: Record<string, string | undefined> = {
    conversationId: place.conversationId,
    userId: of && users[of],
    messageId: of === 'own message' ? place.own : place.bobs,
    emoji: '👍',
  }
  const path = operations[operation].path
    .replace('/v1/{appId}', '')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
  return `${path}${query}`
}

/** The name of the response in the table. */
function named({ status, body }: { status: number; body: unknown }): string {
  if (status !== 403) return String(status)
  const { detail } = body as { detail: string }
  if (detail.includes('Nobody can raise their own access')) return 'raise'
  if (detail.includes('Your access to this conversation is')) return 'access'
  return /does not have the permission (\w+)\.$/.exec(detail)?.[1] ?? detail
}

/** The cells of the row, by role. */
const expectedOf = ({ expected: { others = '', ...named } }: Row): Record<string, string> => ({
  ...Object.fromEntries(roles.map((role) => [role, others])),
  ...Object.fromEntries(
    Object.entries(named).flatMap(([names, cells]) =>
      names.split(' ').map((role) => [role, cells]),
    ),
  ),
})

/** Makes the call of the row, in a separate conversation if the call is expected to change it. */
async function called(row: Row, role: string, access: Access, expected: string | undefined) {
  const { method } = operations[row.operation]
  const isOwn = method !== 'GET' && expected === '200'
  const make = row.of?.endsWith('message') ? withMessages : conversationOf
  const known = isOwn ? undefined : unchanged.get(`${role} ${access}`)
  const path = pathOf(row, role, known ?? (await make(role, access)))
  const { form, body = form } = row
  const type = form && { 'content-type': 'multipart/form-data; boundary=cut' }
  const options = { headers: { ...headers[role], ...type }, ...(body && { body }) }
  return named(await shop.call(method, path, options))
}

test.each(rows)('$operation ($does) is allowed by role and access as in the table', async (row) => {
  const expected = expectedOf(row)
  const found = roles.map(async (role) => {
    const cells = (expected[role] ?? '').split(' ')
    const responses = accesses.map((access, index) => called(row, role, access, cells[index]))
    return [role, (await Promise.all(responses)).join(' ')]
  })
  expect(Object.fromEntries(await Promise.all(found))).toEqual(expected)
})

test('every operation under a user token is in the table, or concerns no role and no access', () => {
  const ofUsers = Object.entries(operations).flatMap(([id, { security }]) =>
    (security as readonly string[]).includes('userToken') ? [id] : [],
  )
  expect([...new Set(rows.map(({ operation }) => operation)), ...unconcerned].sort()).toEqual(
    ofUsers.sort(),
  )
})

test('every row names roles that exist, each once', () => {
  for (const { expected } of rows) {
    const names = Object.keys(expected).flatMap((key) => key.split(' '))
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name !== 'others' && !roles.includes(name))).toEqual([])
  }
})
