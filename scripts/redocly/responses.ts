import { isNode, isOfWebhook, nodes, type Rule, whole } from './rule.ts'

const problemType = 'application/problem+json'

function isError(status: string | number): boolean {
  return Number(status) >= 400
}

export const problemResponses: Rule = () => ({
  Response({ content }, { key, rawNode, location, report }) {
    if (!isError(key) || isOfWebhook(location)) return
    if (!isNode(rawNode) || !String(rawNode.$ref).includes('components/responses/')) {
      report({ message: 'An error is a shared response.', location })
    }
    if (!isNode(content) || !(problemType in content)) {
      report({ message: `An error must have the media type ${problemType}.`, location })
    }
  },
})

const headers: Record<string, string> = {
  401: 'WWW-Authenticate',
  429: 'Retry-After',
  503: 'Retry-After',
}

export const responseHeaders: Rule = () => ({
  Response(response, context) {
    const name = headers[context.key]
    if (name === undefined) return
    const header = whole(isNode(response.headers) ? response.headers[name] : undefined, context)
    if (header.required === true) return
    context.report({ message: `A ${context.key} always has ${name}.` })
  },
})

export const mediaExamples: Rule = () => ({
  MediaType({ examples }, { location, report }) {
    if (nodes(examples).length === 0) report({ message: 'Each media type has examples.', location })
  },
  Example(example, { location, report }) {
    if ('value' in example && 'summary' in example) return
    report({ message: 'An example has a summary and a value.', location })
  },
})

function exampleKeys(content: unknown): string[] {
  return nodes(content).flatMap(([, media]) => nodes(media.examples).map(([key]) => key))
}

export const pairedExamples: Rule = () => ({
  Operation({ requestBody, responses }, context) {
    if (!isNode(requestBody) || !isNode(responses) || isOfWebhook(context.location)) return
    const asked = exampleKeys(whole(requestBody, context).content)
    const answered = exampleKeys(whole(responses['200'], context).content)
    const alone = [
      ...asked.filter((key) => !answered.includes(key)),
      ...answered.filter((key) => !asked.includes(key)),
    ]
    for (const key of alone) {
      context.report({
        message: `The example ${key} must be in the request and in its 200, or in neither.`,
        location: context.location.child(['requestBody']),
      })
    }
  },
})
