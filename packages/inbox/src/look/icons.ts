import { html, type TemplateResult } from 'lit'

/** Paths in a box of 24 by 24, drawn with lines. */
const paths = {
  attach: 'm21 11-9 9a5.5 5.5 0 0 1-8-8l9-9a3.7 3.7 0 0 1 5.3 5.3l-9 9a1.8 1.8 0 0 1-2.6-2.6l8-8',
  back: 'm15 5-7 7 7 7',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checks: 'm2 12.5 4.5 4.5L16 7.5m-5 8.3 1.2 1.2L22 7.5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  delete: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  down: 'm5 9 7 7 7-7',
  download: 'M12 4v11m-5-5 5 5 5-5M4 20h16',
  edit: 'm4 20 1-5L16 4l4 4L9 19zM14 6l4 4',
  emoji: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 10h.01M15.5 10h.01M8 14.5a5 5 0 0 0 8 0',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v5M12 16.5h.01',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  leave: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  location:
    'M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  more: 'M12 5h.01M12 12h.01M12 19h.01',
  reply: 'm9 6-6 6 6 6M3 12h11a6 6 0 0 1 6 6v1',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20 20',
  send: 'M4 12 3 4l18 8-18 8zM4 12h8',
  unread: 'M3 6h18v12H3zM3 7l9 7 9-7',
}

export type IconName = keyof typeof paths

/** An icon that screen readers skip. Icons that point in a direction are mirrored from right to left. */
export const icon = (name: IconName): TemplateResult => html`
  <svg class="icon ${mirrored.has(name) ? 'mirrored' : ''}" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${paths[name]} />
  </svg>
`

const mirrored = new Set<IconName>(['back', 'leave', 'reply', 'send'])
