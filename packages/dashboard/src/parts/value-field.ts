import type { SettingSchema } from '@openparley/spec/settings'
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { describedBy, field, inputField } from './field.ts'
import { prose, words } from './prose.ts'

export interface ValueOptions {
  /** Unique on the page. */
  id: string
  name: string
  schema: SettingSchema
  value: unknown
  /** Returns what is not valid at a path below the value, such as `/words`; the empty path is the value itself. */
  faultAt: (place: string) => string | undefined
  onChange: (value: unknown) => void
}

/** The control of a value of the document's schema, with its name and its description. */
export function valueField(options: ValueOptions): TemplateResult {
  const { schema } = options
  if (schema.type === 'boolean') return booleanField(options)
  if (schema.enum) return choiceField(options, schema.enum)
  if (schema.type === 'array')
    return schema.items?.enum ? choicesField(options) : linesField(options)
  if (schema.type === 'object') return groupField(options)
  const isNumber = schema.type === 'integer'
  return inputField({
    ...shown(options),
    type: isNumber ? 'number' : 'text',
    ...(isNumber && schema.minimum !== undefined && { min: schema.minimum }),
    ...(isNumber && schema.maximum !== undefined && { max: schema.maximum }),
    value: options.value === null ? '' : String(options.value),
    placeholder: schema.nullable ? 'Default' : '',
    onInput: (text) => options.onChange(text === '' ? null : isNumber ? Number(text) : text),
  })
}

const shown = ({ id, name, schema, faultAt }: ValueOptions) => ({
  id,
  label: words(name),
  hint: prose(schema.description),
  fault: faultAt(''),
})

const booleanField = (options: ValueOptions) => {
  const { id, label, hint, fault } = shown(options)
  const onChange = (event: Event) => options.onChange((event.target as HTMLInputElement).checked)
  return html`
    <div class="field">
      <label class="check" for=${id}>
        <input
          type="checkbox"
          id=${id}
          .checked=${options.value === true}
          aria-describedby="${id}-hint"
          @change=${onChange}
        />
        ${label}
      </label>
      <p class="hint" id="${id}-hint">${hint}</p>
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault}</p>`}
    </div>
  `
}

const choiceField = (options: ValueOptions, values: string[]) => {
  const field_ = shown(options)
  const onChange = (event: Event) => options.onChange((event.target as HTMLSelectElement).value)
  return field(
    field_,
    html`<select id=${field_.id} aria-describedby=${describedBy(field_) || nothing} @change=${onChange}>
      ${values.map((one) => html`<option ?selected=${one === options.value}>${one}</option>`)}
    </select>`,
  )
}

const choicesField = (options: ValueOptions) => {
  const { id, label, hint } = shown(options)
  const chosen = (options.value ?? []) as string[]
  const all = options.schema.items?.enum ?? []
  const toggle = (one: string) => (event: Event) => {
    const isOn = (event.target as HTMLInputElement).checked
    options.onChange(all.filter((other) => (other === one ? isOn : chosen.includes(other))))
  }
  return html`
    <fieldset class="field" aria-describedby="${id}-hint">
      <legend>${label}</legend>
      <div class="row choices">
        ${all.map(
          (one) => html`
            <label class="check">
              <input type="checkbox" .checked=${chosen.includes(one)} @change=${toggle(one)} /> ${one}
            </label>
          `,
        )}
      </div>
      <p class="hint" id="${id}-hint">${hint}</p>
    </fieldset>
  `
}

const linesField = (options: ValueOptions) => {
  const one = {
    ...shown(options),
    hint: html`${prose(options.schema.description)} One in each line.`,
  }
  const lines = (options.value ?? []) as string[]
  const onInput = (event: Event) =>
    options.onChange(linesOf((event.target as HTMLTextAreaElement).value))
  // The text that the user types is not reformatted (an empty line stays, for example) unless the value has changed.
  const update = (element: Element | undefined) => {
    if (element instanceof HTMLTextAreaElement && String(linesOf(element.value)) !== String(lines))
      element.value = lines.join('\n')
  }
  return field(
    one,
    html`<textarea
      id=${one.id}
      rows="3"
      spellcheck="false"
      aria-describedby=${describedBy(one)}
      @input=${onInput}
      ${ref(update)}
    ></textarea>`,
  )
}

const linesOf = (text: string) => text.split('\n').flatMap((line) => line.trim() || [])

/** A group of values, which can be switched off if it may be null. */
const groupField = (options: ValueOptions): TemplateResult => {
  const { id, name, schema, value, faultAt, onChange } = options
  const values = (value ?? {}) as Record<string, unknown>
  const isOn = !schema.nullable || (value !== null && value !== undefined)
  const onSwitch = (event: Event) =>
    onChange((event.target as HTMLInputElement).checked ? {} : null)
  return html`
    <fieldset class="field group">
      <legend>
        ${
          schema.nullable
            ? html`<label class="check"><input type="checkbox" .checked=${isOn} @change=${onSwitch} /> ${words(name)}</label>`
            : words(name)
        }
      </legend>
      <p class="hint">${prose(schema.description)}</p>
      ${
        isOn
          ? Object.entries(schema.properties ?? {}).map(([key, one]) =>
              valueField({
                id: `${id}-${key}`,
                name: key,
                schema: one,
                value: values[key] ?? initial(one),
                faultAt: (place) => faultAt(`/${key}${place}`),
                onChange: (next) => onChange({ ...values, [key]: next }),
              }),
            )
          : nothing
      }
    </fieldset>
  `
}

/** The initial value if the document has no default. */
function initial({ type, enum: all, items }: SettingSchema): unknown {
  if (type === 'array') return items?.enum ?? []
  return all?.[0] ?? null
}
