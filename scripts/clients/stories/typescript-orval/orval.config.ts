export default {
  parley: {
    input: 'openapi.clients.json',
    output: {
      target: 'client/parley.ts',
      client: 'fetch',
      override: { mutator: { path: 'fetch.ts', name: 'call', extension: '.js' } },
    },
  },
}
