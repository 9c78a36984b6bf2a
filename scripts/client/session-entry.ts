// The imports of a page with a session.
export { getTalkSession } from '../../packages/client/src/index.ts'
