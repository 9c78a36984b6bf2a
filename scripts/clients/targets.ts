import { go, java, php, python, ruby, rust, type Target } from './target.ts'

const pascal = (id: string) => id.replace(/^./, (first) => first.toUpperCase())
const snake = (id: string) => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** From Maven's central repository. */
const openapiGenerator = {
  generator: 'openapi-generator 7.25.0',
  document: 'openapi.clients.json' as const,
  install:
    'mvn -q dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory=.',
  generate: ['java -jar ../openapi-generator-cli-7.25.0.jar generate --config config.yaml'],
}

const venv = [
  'test -x .venv/bin/python || python3 -m venv .venv',
  '.venv/bin/python -m pip install --quiet -r requirements.txt',
]

const typescript = {
  language: 'TypeScript',
  install: 'npm ci --ignore-scripts --no-fund --no-audit',
  compile: ['../node_modules/.bin/tsc'],
  run: 'node dist/story.js',
  declares: (id: string) => `export const ${id} =`,
}

export const targets: Target[] = [
  {
    name: 'python-openapi-python-client',
    language: 'Python',
    generator: 'openapi-python-client 0.29.1',
    document: 'openapi.clients.json',
    tools: [python],
    generate: [
      ...venv,
      '.venv/bin/openapi-python-client generate --path openapi.clients.json --config config.yaml --meta none --output-path client --overwrite',
    ],
    compile: ['.venv/bin/python -m compileall -q client'],
    run: '.venv/bin/python story.py',
    declares: (id) => `/${snake(id)}.py`,
  },
  {
    name: 'go-oapi-codegen',
    language: 'Go',
    generator: 'oapi-codegen 2.8.2',
    document: 'openapi.clients.json',
    tools: [go],
    generate: [
      'mkdir -p client',
      'go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config config.yaml openapi.clients.json',
    ],
    compile: ['go build -o story .'],
    run: './story',
    declares: (id) => `type ${pascal(id)}Response struct`,
  },
  {
    ...typescript,
    name: 'typescript-hey-api',
    generator: 'Hey API openapi-ts 0.99.0',
    document: 'openapi.json',
    tools: [],
    generate: ['../node_modules/.bin/openapi-ts'],
  },
  {
    ...typescript,
    name: 'typescript-orval',
    generator: 'orval 8.33.0',
    document: 'openapi.clients.json',
    tools: [],
    generate: ['../node_modules/.bin/orval'],
  },
  {
    ...typescript,
    ...openapiGenerator,
    name: 'typescript-openapi-generator',
    tools: [java],
    install: `${typescript.install} && ${openapiGenerator.install}`,
    declares: (id) => `async ${id}(`,
  },
  {
    ...openapiGenerator,
    name: 'python-openapi-generator',
    language: 'Python',
    tools: [python, java],
    generate: [...openapiGenerator.generate, ...venv],
    compile: ['.venv/bin/python -m compileall -q client'],
    run: '.venv/bin/python story.py',
    declares: (id) => `def ${snake(id)}(`,
  },
  {
    ...openapiGenerator,
    name: 'go-openapi-generator',
    language: 'Go',
    tools: [go, java],
    compile: ['go build -o story .'],
    run: './story',
    declares: (id) => `) ${pascal(id)}(`,
  },
  {
    ...openapiGenerator,
    name: 'java',
    language: 'Java',
    tools: [java],
    compile: ['mvn -q -B compile'],
    run: 'mvn -q -B exec:java',
    declares: (id) => ` ${id}(`,
  },
  {
    ...openapiGenerator,
    name: 'php',
    language: 'PHP',
    tools: [php, java],
    compile: [`find client/lib -name '*.php' -print0 | xargs -0 -n 1 php -l`],
    run: 'php story.php',
    declares: (id) => `function ${id}(`,
  },
  {
    ...openapiGenerator,
    name: 'ruby',
    language: 'Ruby',
    tools: [ruby, java],
    compile: [`find client/lib -name '*.rb' -print0 | xargs -0 ruby -c`],
    run: 'ruby story.rb',
    declares: (id) => `def ${snake(id)}(`,
  },
  {
    ...openapiGenerator,
    name: 'rust',
    language: 'Rust',
    tools: [rust, java],
    compile: ['cargo build --quiet --locked'],
    run: 'target/debug/story',
    declares: (id) => `fn ${snake(id)}(`,
  },
  {
    ...openapiGenerator,
    name: 'kotlin',
    language: 'Kotlin',
    tools: [java],
    compile: ['mvn -q -B compile'],
    run: 'mvn -q -B exec:java',
    declares: (id) => `fun ${id}(`,
  },
  {
    ...openapiGenerator,
    name: 'csharp',
    language: 'C#',
    tools: [java],
    compile: [],
    declares: (id) => ` ${pascal(id)}Async(`,
  },
]
