import { html } from 'lit'

/** The name of the product, with its sign. */
export const brand = () => html`
  <a class="brand" href="#/apps">
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="brand-back"
        d="M6 3h20a5 5 0 0 1 5 5v11a5 5 0 0 1-5 5H15l-8 6v-6H6a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5Z"
      />
      <path class="brand-lines" d="M9 11h14M9 16.5h9" />
    </svg>
    Parley
  </a>
`
