import { inputClosed, outputPlain, outputRequired } from './bodies.ts'
import { operationComplete, operationName, operationStatuses } from './operations.ts'
import * as portable from './portable.ts'
import { mediaExamples, pairedExamples, problemResponses, responseHeaders } from './responses.ts'
import { parameterExplained, refSiblings, schemaExplained } from './schemas.ts'

/** The project's own rules for `redocly lint`; `redocly.yaml` enables them. */
export default function plugin() {
  return {
    id: 'parley',
    rules: {
      oas3: {
        'operation-name': operationName,
        'operation-complete': operationComplete,
        'operation-statuses': operationStatuses,
        'problem-responses': problemResponses,
        'response-headers': responseHeaders,
        'media-examples': mediaExamples,
        'paired-examples': pairedExamples,
        'schema-explained': schemaExplained,
        'parameter-explained': parameterExplained,
        'output-required': outputRequired,
        'output-plain': outputPlain,
        'input-closed': inputClosed,
        'ref-siblings': refSiblings,
        'portable-patterns': portable.portablePatterns,
        'no-lone-all-of': portable.noLoneAllOf,
        'parameter-schemas': portable.parameterSchemas,
        'readable-tuples': portable.readableTuples,
        'plain-booleans': portable.plainBooleans,
        'number-formats': portable.numberFormats,
        'schema-names': portable.schemaNames,
        'distinct-enums': portable.distinctEnums,
        'stream-texts': portable.streamTexts,
      },
    },
  }
}
