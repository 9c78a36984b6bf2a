import type { Spec } from '../generate/spec.ts'

// The content security policy blocks everything that is not shipped with the page.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The document is inlined, so that the page also opens from a disk. */
export function page(spec: Spec): string {
  const json = JSON.stringify(spec).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${spec.info.title} API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0; padding: 0 }</style>
</head>
<body>
<div id="docs"></div>
<script type="application/json" id="spec">${json}</script>
<script src="redoc.js"></script>
<script src="show.js"></script>
</body>
</html>
`
}
