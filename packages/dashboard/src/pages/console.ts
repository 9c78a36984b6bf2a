import { type DocumentOperation, operations, pathExamples } from 'document:operations'
import { html } from 'lit'
import { appToken } from '../api/app.ts'
import { appPages } from '../look/app-pages.ts'
import { icon } from '../look/icons.ts'
import { Action } from '../parts/action.ts'
import { Confirm } from '../parts/confirm.ts'
import { codeBlock } from '../parts/copy.ts'
import { define } from '../parts/define.ts'
import { inputField } from '../parts/field.ts'
import { heading, Page } from '../parts/page.ts'
import { PageStyles } from '../parts/styles.ts'
import { setQuery } from '../router.ts'
import {
  type ConsoleRequest,
  callerOf,
  curlOf,
  isUnsafe,
  pathNames,
  urlOf,
} from './console/request.ts'
import { type ConsoleResponse, readResponse, responseBox } from './console/response.ts'

const tags = [...new Set(operations.map(({ tag }) => tag))]

const textOf = (body: unknown) => JSON.stringify(body, null, 2)

export class ConsolePage extends Page {
  protected readonly styles = new PageStyles(this, appPages)
  readonly #action = new Action(this)
  readonly #confirm = new Confirm(this)
  #operation: DocumentOperation | undefined
  #path: Record<string, string> = {}
  #query: Record<string, string> = {}
  #body = ''
  #userToken = ''
  #response: ConsoleResponse | undefined

  protected override willUpdate(): void {
    const wanted = this.place.query.get('operation') ?? 'listUsers'
    if (this.#operation?.id === wanted) return
    const [first] = operations
    const operation = operations.find(({ id }) => id === wanted) ?? first
    if (!operation) return
    this.#operation = operation
    const names = pathNames(operation)
    this.#path = Object.fromEntries(
      names.map((name) => [name, this.#path[name] ?? pathExamples[name] ?? '']),
    )
    if ('appId' in this.#path) this.#path.appId = this.appId
    this.#query = {}
    this.#body = operation.bodies[0] ? textOf(operation.bodies[0][1]) : ''
    this.#response = undefined
    this.#action.error = undefined
  }

  get #request(): ConsoleRequest | undefined {
    const operation = this.#operation
    if (!operation) return undefined
    const hasBody = operation.bodies.length > 0 && this.#body.trim() !== ''
    return {
      operation,
      path: this.#path,
      query: this.#query,
      body: hasBody ? this.#body : undefined,
    }
  }

  protected override render(): unknown {
    const request = this.#request
    return html`
      ${heading('Console', {
        text: 'Makes any call of the API from here, with the recorded examples of the document to start from.',
      })}
      ${request && this.#form(request)}
      ${this.#response && responseBox(this.#response)}
      ${
        request &&
        html`
        <section class="stack" aria-labelledby="curl">
          <h2 id="curl">As a command</h2>
          ${codeBlock(curlOf(location.origin, request), 'the command')}
        </section>
      `
      }
      ${this.#confirm.show()}
    `
  }

  #form(request: ConsoleRequest) {
    const { operation } = request
    return html`
      <form class="card padded" @submit=${this.#submit}>
        <div class="field">
          <label for="operation">Operation</label>
          <select id="operation" @change=${(event: Event) => setQuery({ operation: (event.target as HTMLSelectElement).value })}>
            ${tags.map(
              (tag) => html`
                <optgroup label=${tag}>
                  ${operations
                    .filter((one) => one.tag === tag)
                    .map(
                      (one) =>
                        html`<option value=${one.id} ?selected=${one === operation}>${one.summary} (${one.id})</option>`,
                    )}
                </optgroup>
              `,
            )}
          </select>
        </div>
        <p class="url mono"><span class="method">${operation.method}</span> ${urlOf('', request)}</p>
        ${this.#parameters(operation)} ${this.#bodyField(operation)} ${this.#caller(operation)}
        ${this.#action.show()}
        <div class="buttons">
          <button class="button primary" ?disabled=${this.#action.isRunning}>${icon('send')} Send</button>
        </div>
      </form>
    `
  }

  #parameters(operation: DocumentOperation) {
    const inPath = pathNames(operation).filter(
      (name) => name !== 'appId' || callerOf(operation) === 'operator',
    )
    const input = (values: Record<string, string>, name: string, place: string) =>
      inputField({
        id: `${operation.id}-${place}-${name}`,
        label: name,
        value: values[name] ?? '',
        required: place === 'path',
        onInput: (value) => {
          values[name] = value
          this.requestUpdate()
        },
      })
    return html`
      ${inPath.length > 0 ? html`<div class="params">${inPath.map((name) => input(this.#path, name, 'path'))}</div>` : ''}
      ${
        operation.query.length > 0
          ? html`<fieldset class="stack">
              <legend>Query</legend>
              <div class="params">${operation.query.map((name) => input(this.#query, name, 'query'))}</div>
            </fieldset>`
          : ''
      }
    `
  }

  #bodyField({ id, bodies }: DocumentOperation) {
    if (bodies.length === 0) return ''
    const choose = (event: Event) => {
      const [, body] = bodies[Number((event.target as HTMLSelectElement).value)] ?? []
      this.#body = textOf(body)
      this.requestUpdate()
    }
    return html`
      ${
        bodies.length === 1
          ? ''
          : html`<div class="field">
              <label for="example">Example</label>
              <select id="example" @change=${choose}>
                ${bodies.map(([summary], index) => html`<option value=${index}>${summary}</option>`)}
              </select>
            </div>`
      }
      <div class="field">
        <label for=${`${id}-body`}>Body</label>
        <textarea
          id=${`${id}-body`}
          rows="10"
          spellcheck="false"
          .value=${this.#body}
          @input=${(event: Event) => {
            this.#body = (event.target as HTMLTextAreaElement).value
            this.requestUpdate()
          }}
        ></textarea>
      </div>
    `
  }

  #caller(operation: DocumentOperation) {
    const caller = callerOf(operation)
    if (caller === 'app')
      return html`<p class="hint">Sent as the app, with a token of 10 minutes.</p>`
    if (caller === 'operator') return html`<p class="hint">Sent as you, the operator.</p>`
    return inputField({
      id: 'user-token',
      label: 'Token of a user',
      hint: 'Your server signs tokens of users with the secret key of the app. The command openparley token makes one.',
      value: this.#userToken,
      required: true,
      onInput: (value) => {
        this.#userToken = value
      },
    })
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const request = this.#request
    if (!request) return
    if (!isUnsafe(request.operation)) return void this.#action.run(() => this.#send(request))
    this.#confirm.ask({
      title: request.operation.summary,
      text: html`This call changes data: <span class="mono">${request.operation.method} ${urlOf('', request)}</span>`,
      button: 'Send',
      run: () => this.#send(request),
    })
  }

  async #send(request: ConsoleRequest) {
    const { operation, body } = request
    const caller = callerOf(operation)
    const token =
      caller === 'app' ? await appToken(this.appId) : caller === 'user' && this.#userToken
    const begun = performance.now()
    const response = await fetch(urlOf(location.origin, request), {
      method: operation.method,
      credentials: caller === 'operator' ? 'same-origin' : 'omit',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    })
    this.#response = await readResponse(response, begun)
    this.requestUpdate()
  }
}

define('page-console', ConsolePage)
