// What a page with a session imports.
export { getTalkSession } from '../../packages/client/src/index.ts'
