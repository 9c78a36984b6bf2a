import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const { resolve } = createRequire(import.meta.url)

/** The bundled document, as JSON or as YAML. */
export const documentFile = (name: 'openapi.json' | 'openapi.yaml'): URL =>
  pathToFileURL(resolve(`@openparley/spec/${name}`))

/** The folder of the built docs page: beside `src` in a checkout, beside `dist` in the package. */
export const siteFolder = new URL('../../site/', import.meta.url)
