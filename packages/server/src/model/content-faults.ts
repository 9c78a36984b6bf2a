import type { FieldPath } from '../base/json-pointer.ts'
import { type MessageBodyInRequest, plainText } from './content.ts'
import type { Fault } from './error.ts'
import { type FileRecord, tokenFault } from './file.ts'
import type { Permissions } from './permissions.ts'
import type { TextElement, TextNode } from './schema.ts'
import { isTextOf } from './typed-text/links.ts'
import { placesOf } from './typed-text/mentions.ts'

/** The permissions of a sender that concern content. */
export interface ContentRights {
  /** Links with their own text. */
  links: boolean
  actions: boolean
}

/** The rights of users. */
export const userRights = ({ sendLinks }: Pick<Permissions, 'sendLinks'>): ContentRights => ({
  links: sendLinks,
  actions: false,
})

/** A backend may use all. */
export const backendRights: ContentRights = { links: true, actions: true }

const maxDepth = 20
const maxCharacters = 10_000
const maxBytes = 256 * 1024

/**
 * Returns the faults of the message text, content and file in a request that its schema does not cover. `files` has the
 * files that the request can name.
 * `mayMention` says whether a user is a
 * participant with access.
 */
export function contentFaults(
  { content, ...beside }: MessageBodyInRequest,
  rights: ContentRights,
  files: ReadonlyMap<string, FileRecord>,
  mayMention: (userId: string) => boolean,
): Fault[] {
  const [block] = content ?? []
  if (!block) return mentionFaults(beside, mayMention)
  const field = ['content']
  const other = Object.entries(beside).find(([, value]) => value !== null && value !== undefined)
  if (other) return [{ field, why: `Must not be sent together with ${other[0]}.` }]
  if (block.type === 'file') {
    const fault = tokenFault(['content', 0, 'fileToken'], block.fileToken, files)
    return fault ? [fault] : []
  }
  if (block.type !== 'text') return []
  const place = ['content', 0, 'children']
  if (Buffer.byteLength(JSON.stringify(block.children)) > maxBytes)
    return [{ field: place, why: `Must be at most ${maxBytes / 1024} KiB of JSON.` }]
  const faults = nodeFaults(block.children, place, 1, rights, mayMention)
  if (faults.length > 0) return faults
  const { length } = [...plainText(block.children)]
  if (length === 0) return [{ field: place, why: 'Must have at least 1 character.' }]
  return length > maxCharacters
    ? [{ field: place, why: `Must have at most ${maxCharacters} characters, without formatting.` }]
    : []
}

function nodeFaults(
  nodes: TextNode[],
  place: FieldPath,
  depth: number,
  rights: ContentRights,
  mayMention: (userId: string) => boolean,
): Fault[] {
  return nodes.flatMap((node, index) => {
    if (typeof node === 'string') return []
    const field = [...place, index]
    if (depth > maxDepth)
      return [{ field, why: `Must not be nested deeper than ${maxDepth} elements.` }]
    const fault = elementFault(node, rights, mayMention)
    if (fault) return [{ field: [...field, ...fault.field], why: fault.why }]
    return 'children' in node
      ? nodeFaults(node.children, [...field, 'children'], depth + 1, rights, mayMention)
      : []
  })
}

function elementFault(
  node: TextElement,
  { links, actions }: ContentRights,
  mayMention: (userId: string) => boolean,
): Fault | undefined {
  const refused = { field: ['type'], why: `This sender may not use ${node.type}.` }
  switch (node.type) {
    case 'actionLink':
    case 'actionButton':
      return actions ? undefined : refused
    case 'link':
      return links ? urlFault(node.url) : refused
    case 'autoLink':
      return (
        urlFault(node.url) ??
        (isTextOf(node.url, node.text)
          ? undefined
          : { field: ['text'], why: 'Must be the url, with or without its scheme.' })
      )
    case 'mention':
      return mayMention(node.id) ? undefined : { field: ['id'], why: notMentionable }
    default:
      return undefined
  }
}

function mentionFaults(
  { text, mentions }: Pick<MessageBodyInRequest, 'text' | 'mentions'>,
  mayMention: (userId: string) => boolean,
): Fault[] {
  if (!mentions || mentions.length === 0) return []
  if (typeof text !== 'string')
    return [{ field: ['mentions'], why: 'Must be sent together with a text.' }]
  const strangers = mentions.flatMap(({ id }, index) =>
    mayMention(id) ? [] : { field: ['mentions', index, 'id'], why: notMentionable },
  )
  const { missing } = placesOf(text, mentions)
  if (missing === undefined) return strangers
  const why = 'Must be in the text after an @, and after the previous mention.'
  return [...strangers, { field: ['mentions', missing, 'text'], why }]
}

const notMentionable = 'Must be a participant with access to the conversation.'

const urlFault = (url: string): Fault | undefined =>
  URL.canParse(url) ? undefined : { field: ['url'], why: 'Must be a whole URL.' }
