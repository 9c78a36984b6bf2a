import { expect, test } from 'vitest'
import { formText } from '../src/forms.ts'
import { createContract, type OpenApiDocument } from '../src/index.ts'

/** A document with an upload and a download. */
const document: OpenApiDocument = {
  paths: {
    '/pictures': {
      post: {
        operationId: 'uploadPicture',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['file'],
                properties: {
                  file: { type: 'string', contentMediaType: 'application/octet-stream' },
                  width: { type: 'integer', minimum: 1 },
                },
              },
            },
          },
        },
        responses: { 200: {}, 400: {} },
      },
      get: {
        operationId: 'getPicture',
        responses: {
          200: { content: { 'image/*': { schema: { type: 'string' } } } },
          206: { content: { 'image/*': { schema: { type: 'string' } } } },
        },
      },
    },
  },
  components: {},
}

const contract = createContract(document)
const url = 'http://127.0.0.1/pictures'

function faultsOfForm(body: string, status = 200) {
  const headers = new Headers({ 'content-type': 'multipart/form-data; boundary="cut here"' })
  const response = { status, headers: new Headers(), body: '' }
  const { violations } = contract.conforms({
    request: { method: 'POST', url, headers, body },
    response,
  })
  return violations.map(({ pointer }) => pointer)
}

const form = (fields: Record<string, unknown>) => formText(fields, 'cut here')

test('the fields of a form are checked by their schemas', () => {
  expect(faultsOfForm(form({ file: 'a\r\n\r\nb', width: 3 }))).toEqual([])
  expect(faultsOfForm(form({ width: 3 }))).toEqual(['request #/file'])
  expect(faultsOfForm(form({ file: 'a', width: 0 }))).toEqual(['request #/width'])
  expect(faultsOfForm(form({ file: 'a', width: 'wide' }))).toEqual(['request #/width'])
  expect(faultsOfForm(form({ file: ['a', 'b'] }))).toEqual(['request #/file'])
  expect(faultsOfForm(form({ file: 'a', color: 'red' }))).toEqual(['request #/color'])
  expect(faultsOfForm(form({ width: 0 }), 400)).toEqual([])
})

test('a body that is not a whole form is a fault of the request', () => {
  const whole = form({ file: 'a' })
  for (const body of ['a', whole.slice(0, 40), whole.replaceAll('cut here', 'other')])
    expect(faultsOfForm(body)).toEqual(['request #'])
})

const faultsOfPicture = (status: number, headers: Record<string, string>) =>
  contract
    .conforms({
      request: { method: 'GET', url, headers: new Headers(), body: '' },
      response: { status, headers: new Headers(headers), body: 'bytes' },
    })
    .violations.map(({ pointer }) => pointer)

test('a media type is in a documented range, and only a part has a Content-Range', () => {
  const range = { 'content-range': 'bytes 0-4/9' }
  expect(faultsOfPicture(200, { 'content-type': 'image/png' })).toEqual([])
  expect(faultsOfPicture(200, { 'content-type': 'text/html' })).toEqual(['header/content-type'])
  expect(faultsOfPicture(206, { 'content-type': 'image/png', ...range })).toEqual([])
  expect(faultsOfPicture(200, { 'content-type': 'image/png', ...range })).toEqual([
    'header/Content-Range',
  ])
})
