/* global document, location, Redoc */

const spec = JSON.parse(document.getElementById('spec').textContent)
if (location.protocol !== 'file:') spec.servers = [{ url: location.origin }]

// System fonts, so that the page loads none.
const text = 'system-ui, -apple-system, "Segoe UI", sans-serif'
const code = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'

const options = {
  hideDownloadButton: false,
  hideHostname: true,
  pathInMiddlePanel: true,
  sortRequiredPropsFirst: false,
  expandResponses: '200',
  jsonSamplesExpandLevel: 4,
  theme: {
    spacing: { sectionVertical: 24 },
    colors: { primary: { main: '#1a5fb4' } },
    typography: {
      fontFamily: text,
      headings: { fontFamily: text },
      code: { fontFamily: code, color: '#26405c', backgroundColor: '#f0f3f7' },
    },
  },
}

Redoc.init(spec, options, document.getElementById('docs'))
