export * from '@openparley/conformance'
