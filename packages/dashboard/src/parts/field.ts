import { html, nothing, type TemplateResult } from 'lit'

export interface FieldOptions {
  /** Unique on the page. */
  id: string
  label: string
  /** What it does. */
  hint?: unknown
  /** The errors of the value. */
  fault?: string | undefined
}

/** The attributes that connect a control with its hint and its fault. */
export const describedBy = ({ id, hint, fault }: FieldOptions): string =>
  [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`]
    .filter(Boolean)
    .join(' ')

/** A control with its label, its effect, and the error of its value. The control must have the id. */
export const field = (options: FieldOptions, control: unknown): TemplateResult => {
  const { id, label, hint, fault } = options
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control}
      ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
      ${fault === undefined ? nothing : html`<p class="fault" id="${id}-fault" role="alert">${fault}</p>`}
    </div>
  `
}

export interface InputOptions extends FieldOptions {
  name?: string
  type?: string
  value?: string
  placeholder?: string
  required?: boolean
  maxlength?: number
  min?: number
  max?: number
  onInput?: (value: string) => void
}

/** A field with an input. */
export const inputField = (options: InputOptions): TemplateResult =>
  field(
    options,
    html`<input
      id=${options.id}
      name=${options.name ?? options.id}
      type=${options.type ?? 'text'}
      autocomplete="off"
      spellcheck="false"
      .value=${options.value ?? ''}
      placeholder=${options.placeholder ?? nothing}
      ?required=${options.required}
      maxlength=${options.maxlength ?? nothing}
      min=${options.min ?? nothing}
      max=${options.max ?? nothing}
      aria-describedby=${describedBy(options) || nothing}
      aria-invalid=${options.fault === undefined ? nothing : 'true'}
      @input=${(event: InputEvent) => options.onInput?.((event.target as HTMLInputElement).value)}
    />`,
  )

/** Returns the values of a submitted form, and prevents the navigation. */
export function submitted(event: SubmitEvent): Record<string, string> {
  event.preventDefault()
  const values = new FormData(event.target as HTMLFormElement)
  return Object.fromEntries([...values].map(([name, value]) => [name, String(value)]))
}
