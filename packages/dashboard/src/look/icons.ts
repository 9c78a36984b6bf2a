import { html, type TemplateResult } from 'lit'

/** Paths in a box of 24 by 24, drawn with lines. */
const paths = {
  apps: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
  backup: 'M4 5h16v5H4zM6 10v9h12v-9M10 14h4',
  chart: 'M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  console: 'M4 5h16v14H4zM7 9l3 3-3 3M12 15h5',
  conversation: 'M4 5h16v11h-9l-5 4v-4H4z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  delete: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  docs: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h6M9 16h6',
  edit: 'm4 20 1-5L16 4l4 4L9 19zM14 6l4 4',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v5M12 16.5h.01',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  filter: 'M4 6h16M7 12h10M10 18h4',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 12l9-9M16 7l3 3',
  log: 'M5 6h.01M5 12h.01M5 18h.01M9 6h11M9 12h11M9 18h11',
  menu: 'M4 6h16M4 12h16M4 18h16',
  next: 'm9 5 7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M20 11a8 8 0 0 0-14-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14 4l2-2M20 20v-5h-5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20 20',
  send: 'M4 12 3 4l18 8-18 8zM4 12h8',
  server: 'M4 4h16v6H4zM4 14h16v6H4zM7.5 7h.01M7.5 17h.01',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  signOut: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  theme: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 3v18M16 6v12M19 9v6',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 20a8 8 0 0 1 16 0',
  users:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2 20a7 7 0 0 1 14 0M16 5.5a3.3 3.3 0 0 1 0 6M18 14a7 7 0 0 1 4 6',
  webhook: 'M4 7h9a4 4 0 0 1 0 8H9M12 12l-3 3 3 3M4 7l3-3M4 7l3 3',
}

export type IconName = keyof typeof paths

/** An icon that screen readers skip. */
export const icon = (name: IconName): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>
`
