import { type Call, Variable } from './call.ts'
import { baseUrl, type Language, tokensOf } from './language.ts'

const place = (index: number) => `\u0000${index}\u0000`

/** The value as a raw string of JSON, with variables put in by `fmt.Sprintf`. */
function json(value: unknown): string {
  const names: string[] = []
  const written = JSON.stringify(
    value,
    (_, one: unknown) => (one instanceof Variable ? place(names.push(one.name) - 1) : one),
    2,
  ).replaceAll('  ', '\t')
  const isShort = JSON.stringify(value).length < 60
  const text = isShort
    ? JSON.stringify(JSON.parse(written)).replaceAll(/(":|,)(?=["[{\dtfn])/g, '$1 ')
    : written
  if (names.length === 0) return `\`${text}\``
  return `fmt.Sprintf(\`${text.replaceAll('%', '%%').replaceAll(/"\\u0000\d+\\u0000"/g, '%q')}\`, ${names.join(', ')})`
}

function pathOf({ path, pathValues, query }: Call): string {
  const parts = path.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part === '' ? undefined : `"${part}"`
    const value = pathValues[part]
    return value instanceof Variable ? value.name : `"${value}"`
  })
  const url = parts
    .filter((part) => part !== undefined)
    .join('+')
    .replaceAll('"+"', '')
  const width = Math.max(...Object.keys(query).map((name) => name.length)) + 3
  const values = Object.entries(query).map(
    ([name, value]) =>
      `${`"${name}":`.padEnd(width)} {${value instanceof Variable ? value.name : `\`${value}\``}}`,
  )
  if (values.length === 0) return url
  return `${url.slice(0, -1)}?"+url.Values{\n${values.map((one) => `\t${one},\n`).join('')}}.Encode()`
}

function call(of: Call): string {
  const { method, body, headers, token, file } = of
  if (file) return `upload(${pathOf(of)}, "${file.field}", "${file.name}")`
  const own = 'text' in token ? { ...headers, Authorization: `Bearer ${token.text}` } : headers
  const words = [
    `"${method}"`,
    pathOf(of),
    body === undefined ? '""' : json(body),
    ...Object.entries(own).flatMap(([name, value]) => [`"${name}"`, `"${value}"`]),
  ]
  return `call(${words.join(', ')})`
}

function step(of: Call): string {
  const { stepId, outputs, repeat, status } = of
  if (repeat)
    return `for attempt := 0; attempt < ${repeat.limit}; attempt++ {
\tstatus, body := ${call(of)}
\tif status == ${status} {
\t\tfmt.Println(status, body)
\t\tbreak
\t}${repeat.seconds > 0 ? `\n\ttime.Sleep(${repeat.seconds} * time.Second)` : ''}
}`
  return [
    `status, ${stepId} := ${call(of)}`,
    `fmt.Println(status, ${stepId})`,
    ...outputs.map(
      ({ name, keys }) =>
        `${name} := value(${stepId}, ${keys.map((key) => JSON.stringify(key)).join(', ')})`,
    ),
  ].join('\n')
}

const upload = `
// upload sends a file as a form.
func upload(path, field, name string) (int, any) {
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	part, _ := writer.CreateFormFile(field, name)
	file, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(part, file)
	writer.Close()
	return call("POST", path, form.String(), "Content-Type", writer.FormDataContentType())
}
`

const value = `
// value returns the text at these keys and indexes of a JSON value.
func value(body any, keys ...any) string {
	for _, key := range keys {
		switch key := key.(type) {
		case string:
			body = body.(map[string]any)[key]
		case int:
			body = body.([]any)[key]
		}
	}
	return body.(string)
}
`

function begin(calls: Call[]): string {
  const hasFile = calls.some(({ file }) => file)
  const hasQuery = calls.some(({ query }) => Object.keys(query).length > 0)
  const waits = calls.some(({ repeat }) => repeat?.seconds)
  const hasOutputs = calls.some(({ outputs }) => outputs.length > 0)
  const imports = [
    ...(hasFile ? ['bytes'] : []),
    'encoding/json',
    'fmt',
    ...(hasFile ? ['io'] : []),
    'log',
    ...(hasFile ? ['mime/multipart'] : []),
    'net/http',
    ...(hasQuery ? ['net/url'] : []),
    'os',
    'strings',
    ...(waits ? ['time'] : []),
  ]
  return `package main

import (
${imports.map((name) => `\t"${name}"\n`).join('')})

const api = "${baseUrl}/v1/demo"

// call sends a request, and returns the status and the JSON of the response. Headers are names and values in turn.
func call(method, path, body string, headers ...string) (int, any) {
	request, err := http.NewRequest(method, api+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("${tokensOf(calls)[0]}"))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var result any
	if err := json.NewDecoder(response.Body).Decode(&result); err != nil {
		log.Fatal(err)
	}
	return response.StatusCode, result
}
${hasOutputs ? value : ''}${hasFile ? upload : ''}
func main() {`
}

export const go: Language = {
  name: 'go',
  title: 'Go',
  ending: 'go',
  comment: '//',
  needs: 'Go 1.22',
  run: (file) => `go run ${file}`,
  begin,
  step,
  end: '}',
}
