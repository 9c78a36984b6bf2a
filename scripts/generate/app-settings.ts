import { doNotEdit, type Reference, type Schema, type Spec } from './spec.ts'

/** The part of a schema of the document that a form needs. */
interface SettingSchema {
  type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  description: string
  /** Whether null sets the default. */
  nullable?: true
  enum?: string[]
  minimum?: number
  maximum?: number
  items?: Pick<SettingSchema, 'enum'>
  properties?: Record<string, SettingSchema>
}

interface IdSchema {
  pattern: string
  maxLength: number
  not: { pattern: string }
}

type Parts = Partial<Omit<SettingSchema, 'type' | 'items' | 'properties'>> & {
  items?: Schema | Reference
  properties?: Record<string, Schema | Reference>
}

/** The id of an app, and its settings and the permissions of a role with their descriptions, as a module. */
export function appSettingsModule(spec: Spec): string {
  const { settings, permissions } = appSettings(spec)
  const { pattern, maxLength, not } = (spec.components.schemas?.AppId ?? {}) as IdSchema
  return `// ${doNotEdit}

/** A schema of the document, as far as a form needs it. */
export interface SettingSchema {
  type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  description: string
  /** Whether null sets the default. */
  nullable?: true
  enum?: string[]
  minimum?: number
  maximum?: number
  items?: { enum?: string[] }
  properties?: Record<string, SettingSchema>
}

/** The schema of the id of an app. */
export const appId = ${JSON.stringify({ pattern, maxLength, not }, null, 2)}

export type SettingName = ${union(settings)}

/** The settings of an app. */
export const settings: Record<SettingName, SettingSchema> = ${JSON.stringify(settings, null, 2)}

/** What the users of a role may do. */
export const permissions: Record<string, SettingSchema> = ${JSON.stringify(permissions, null, 2)}
`
}

const union = (object: object) =>
  Object.keys(object)
    .map((name) => `'${name}'`)
    .join(' | ')

function appSettings(spec: Spec) {
  const propertiesOf = (name: string) => {
    const { properties } = simple(spec, { $ref: `#/components/schemas/${name}` })
    return properties ?? {}
  }
  return {
    settings: propertiesOf('AppSettingsPatch'),
    permissions: propertiesOf('RolePermissionsPatch'),
  }
}

/**
 * The schema without references and unions with null. Its own description comes before the description of the schema
 * that it refers to.
 */
function simple(spec: Spec, schema: Schema | Reference): SettingSchema {
  if ('$ref' in schema) {
    const { $ref, ...own } = schema
    const [, , , name = ''] = $ref.split('/')
    return { ...simple(spec, spec.components.schemas?.[name] as Schema), ...own }
  }
  const { description = '', enum: values, minimum, maximum, items, properties } = schema as Parts
  const union = schema.oneOf?.find((one) => !isNull(one))
  if (union) {
    const one = simple(spec, union)
    // The description of the union begins like that of the schema, or is about this setting only.
    const isMore = one.description.startsWith(description)
    return { ...one, ...(!isMore && { description }), nullable: true }
  }
  const types = [schema.type ?? 'object'].flat()
  return {
    type: types.find((one) => one !== 'null') as SettingSchema['type'],
    description,
    ...(types.includes('null') && { nullable: true as const }),
    ...(values && { enum: values }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(items && { items: enumOf(simple(spec, items)) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, one]) => [key, simple(spec, one)]),
      ),
    }),
  }
}

const isNull = (schema: Schema | Reference) => 'type' in schema && schema.type === 'null'

const enumOf = ({ enum: values }: SettingSchema) => (values ? { enum: values } : {})
