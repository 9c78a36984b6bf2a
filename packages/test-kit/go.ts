/**
 * The environment of a compilation with Go. If Go's libraries are in no cache, Go compiles them first; optimizing them
 * and collecting garbage would take as long again.
 */
export const goEnvironment = {
  GOFLAGS: `'-gcflags=all=-N -l' -ldflags=-w`,
  GOGC: '400',
  CGO_ENABLED: '0',
}
