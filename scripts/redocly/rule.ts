export type Node = Record<string, unknown>

export type Location = {
  pointer: string
  absolutePointer: string
  source: { absoluteRef: string }
  child(steps: (string | number)[]): Location
}

/** The parts of Redocly's context that our rules read. */
export type Context = {
  key: string | number
  rawNode: unknown
  location: Location
  resolve(node: unknown, from?: string): { node?: unknown; location?: Location }
  report(problem: { message: string; location?: Location }): void
}

export type Visit = (node: Node, context: Context) => void

export type Rule = () => Record<string, Visit | Record<string, Visit>>

/** Whether it is part of a webhook, whose requests the server sends: its body is an output. */
export const isOfWebhook = ({ pointer, source }: Location): boolean =>
  pointer.startsWith('#/webhooks/') || source.absoluteRef.includes('/spec/webhooks/')

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function nodes(value: unknown): [string, Node][] {
  return isNode(value)
    ? Object.entries(value).filter((entry): entry is [string, Node] => isNode(entry[1]))
    : []
}

/** Resolves a reference of the node; keywords beside the reference take precedence. */
export function whole(node: unknown, context: Context): Node {
  if (!isNode(node)) return {}
  const target = '$ref' in node ? context.resolve(node).node : undefined
  return isNode(target) ? { ...target, ...node } : node
}

export function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
