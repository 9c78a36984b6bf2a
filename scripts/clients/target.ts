/** A generator for a language, with a story that uses the generated client. */
export interface Target {
  /** Its folder in `stories/`, and its file in `test/compatibility/traffic/`. */
  name: string
  language: string
  generator: string
  document: 'openapi.json' | 'openapi.clients.json'
  tools: Tool[]
  /** A shell command that is run once, in the folder that all targets share. */
  install?: string
  /** Shell commands, run one after the other in a folder with the story and the document. */
  generate: string[]
  compile: string[]
  /** The command that runs the story. Without it, the sources are only generated and read. */
  run?: string
  /** Matches the declaration of an operation in the generated sources: in the path of a file or in its text. */
  declares: (operationId: string) => string
}

/** A program that a target needs on the machine. */
export interface Tool {
  name: string
  /** A command that succeeds if it is installed. */
  check: string
  /** How to install it. */
  hint: string
}

export const java: Tool = {
  name: 'Java 17 with Maven',
  check: 'javac -version && mvn -version',
  hint: 'apt-get install maven',
}
export const python: Tool = {
  name: 'Python 3.11',
  check: `python3 -c 'import sys, venv; assert sys.version_info >= (3, 11)'`,
  hint: 'apt-get install python3-venv',
}
export const go: Tool = { name: 'Go 1.24', check: 'go version', hint: 'https://go.dev/dl' }
export const rust: Tool = { name: 'Rust 1.85', check: 'cargo --version', hint: 'https://rustup.rs' }
export const php: Tool = {
  name: 'PHP 8.2 with Guzzle',
  check: 'php -r "require \'GuzzleHttp/autoload.php\';"',
  hint: 'apt-get install php-cli php-curl php-mbstring php-guzzlehttp-guzzle',
}
export const ruby: Tool = {
  name: 'Ruby 3.1 with Faraday',
  check: "ruby -e \"require 'faraday'; require 'marcel'\"",
  hint: 'apt-get install ruby ruby-faraday ruby-marcel',
}
