import { readFileSync } from 'node:fs'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import starlightOpenAPI, { openAPISidebarGroups } from 'starlight-openapi'

// Written by scripts/site.ts.
const { base, sidebar } = JSON.parse(readFileSync(new URL('content.json', import.meta.url), 'utf8'))

// Shows the samples of all pages in the language that was chosen last.
const rememberLanguage = `
addEventListener('DOMContentLoaded', () => {
  const choices = [...document.querySelectorAll('input[name=language]')]
  const last = localStorage.getItem('language')
  for (const choice of choices) {
    if (choice.value === last) choice.checked = true
    choice.addEventListener('change', () => localStorage.setItem('language', choice.value))
  }
})`

export default defineConfig({
  base,
  devToolbar: { enabled: false },
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: 'Parley',
      description: 'An open, self-hosted chat backend',
      customCss: ['./src/styles/site.css'],
      head: [
        { tag: 'script', content: rememberLanguage },
        // Without JavaScript, tabs cannot be opened: all are shown.
        {
          tag: 'noscript',
          content: '<style>[role=tabpanel][hidden] { display: block !important }</style>',
        },
      ],
      plugins: [
        starlightOpenAPI([
          {
            base: 'api',
            schema: './openapi.json',
            sidebar: { label: 'API reference', collapsed: true },
            snippets: { operation: false, requestBody: false, response: false },
          },
        ]),
      ],
      sidebar: [...sidebar, ...openAPISidebarGroups],
    }),
  ],
})
