/** The parts of the OpenAPI document that the server reads: its schemas, by reference. */
export interface Document {
  paths: object
  components: Record<string, Record<string, object>>
}
