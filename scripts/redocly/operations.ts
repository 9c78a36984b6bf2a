import { methods } from '../generate/spec.ts'
import { isNode, isOfWebhook, isText, type Node, nodes, type Rule } from './rule.ts'

/** Lists that are empty if the resource does not exist, since older clients misread a 404. */
const emptyInsteadOfMissing = ['listUserSessions']

/** What the receiver of a webhook may return. */
const receiverStatuses = ['2XX', '410']

/** The statuses that an operation returns follow from its path, its body and its name. */
function statuses(path: string, operation: Node): string[] {
  const inApp = path.startsWith('/v1/{appId}')
  const isCounted = inApp || path.startsWith('/admin/')
  const named = path.replace('/v1/{appId}', '').split('{').length - 1
  // It creates the object whose id comes last in the path; the objects before it must exist.
  const upserts =
    inApp && /^(put|set|create)[A-Z]/.test(String(operation.operationId)) && named === 1
  const mayBeForbidden =
    operation.operationId === 'createBackup' ||
    (path.startsWith('/v1/{appId}/realtime/') &&
      /^(set|create|change|remove|add|send|upload|markAsTyping)/.test(
        String(operation.operationId),
      ))
  const isNeverMissing = emptyInsteadOfMissing.includes(String(operation.operationId))
  const hasBody = 'requestBody' in operation
  const isOpen = Array.isArray(operation.security) && operation.security.length === 0
  return [
    '200',
    ...(returnsBytes(operation) ? ['206', '304', '416'] : []),
    '400',
    ...(inApp && isOpen ? [] : isCounted ? ['401'] : []),
    ...(mayBeForbidden ? ['403'] : []),
    ...(named > 0 && !upserts && !isNeverMissing ? ['404'] : []),
    ...(hasBody ? ['413', '415'] : []),
    ...(isCounted ? ['429'] : []),
    '503',
  ]
}

/** Whether it returns a file, of which a part can be asked for (RFC 9110 §14). */
const returnsBytes = ({ responses }: Node): boolean =>
  isNode(responses) &&
  nodes(responses).some(
    ([status, { content }]) => status === '200' && isNode(content) && octets in content,
  )

const octets = 'application/octet-stream'

export const operationStatuses: Rule = () => ({
  PathItem(item, { key, location, report }) {
    for (const method of methods) {
      const operation = item[method]
      if (!isNode(operation)) continue
      const declared = isNode(operation.responses) ? Object.keys(operation.responses) : []
      const expected = isOfWebhook(location.child([method]))
        ? receiverStatuses
        : statuses(String(key), operation)
      const at = location.child([method, 'responses'])
      for (const status of expected.filter((status) => !declared.includes(status))) {
        report({ message: `${operation.operationId} can return ${status}.`, location: at })
      }
      for (const status of declared.filter((status) => !expected.includes(status))) {
        report({ message: `${operation.operationId} never returns ${status}.`, location: at })
      }
    }
  },
})

const verbs: Record<string, string[]> = {
  get: ['get', 'list', 'search', 'stream'],
  put: ['put', 'set', 'add', 'join', 'edit', 'watch'],
  post: [
    'send',
    'create',
    'mark',
    'import',
    'list',
    'upload',
    'rotate',
    'test',
    'replay',
    'resend',
  ],
  patch: ['update', 'change'],
  delete: ['delete', 'leave', 'remove', 'revoke'],
}

export const operationName: Rule = () => ({
  Operation({ operationId }, { key, location, report }) {
    const allowed = isOfWebhook(location) ? ['receive'] : (verbs[key] ?? [])
    const verb = /^([a-z]+)([A-Z][a-z]+)+$/.exec(String(operationId))?.[1]
    if (verb !== undefined && allowed.includes(verb)) return
    report({
      message: `The operationId of a ${key} is ${allowed.join(' or ')} and a noun, in lower camel case.`,
      location: location.child(['operationId']),
    })
  },
})

export const operationComplete: Rule = () => ({
  Operation(operation, { location, report }) {
    for (const field of ['summary', 'description']) {
      if (!isText(operation[field])) report({ message: `An operation has a ${field}.`, location })
    }
    const { tags, security } = operation
    if (!Array.isArray(tags) || tags.length !== 1) {
      report({ message: 'An operation has one tag.', location })
    }
    if (!Array.isArray(security)) {
      report({ message: 'An operation must declare its security, at least [].', location })
    }
  },
})
