/**
 * The environment of a compilation with Go, which compiles its own libraries first if they are in no cache: optimizing them,
 * and collecting garbage, would take as long again.
 */
export const goEnvironment = {
  GOFLAGS: `'-gcflags=all=-N -l' -ldflags=-w`,
  GOGC: '400',
  CGO_ENABLED: '0',
}
