/** The document against which every exchange of every test is validated. */
export { contract } from '../../scripts/contract/document.ts'
