import { css } from 'lit'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import { avatarStyles } from '../parts/avatar.ts'

export const rowStyles = [
  tokens,
  controls,
  avatarStyles,
  css`
    :host {
      position: relative;
      display: grid;
      grid: auto auto / auto minmax(0, 1fr) auto;
      gap: 2px var(--_space);
      align-items: center;
      padding: 10px var(--_space);
      background: none;
      cursor: pointer;
      content-visibility: auto;
      contain-intrinsic-size: auto 64px;
      scroll-margin: 8px;
    }

    :host(:hover) {
      background: var(--_hover);
    }

    :host([aria-selected='true']) {
      background: var(--_selected);
    }

    :host(:focus-visible) {
      outline: 2px solid var(--_focus);
      outline-offset: -2px;
    }

    .picture {
      --size: 44px;
      position: relative;
      grid-row: 1 / 3;
    }

    .online {
      position: absolute;
      inset-block-end: 0;
      inset-inline-end: 0;
      width: 13px;
      height: 13px;
      border: 2px solid var(--_background);
      border-radius: 50%;
      background: var(--_online);
    }

    .title,
    .preview {
      min-width: 0;
      overflow: hidden;
      /* The direction of a text decides which end is cut off, not the side on which it stands. */
      text-align: left;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    :host(:dir(rtl)) :is(.title, .preview) {
      text-align: right;
    }

    .title {
      font-weight: 600;
    }

    .unknown {
      width: 60%;
      height: 0.8em;
      border-radius: 4px;
      background: var(--_surface);
    }

    .preview,
    time {
      color: var(--_muted);
      font-size: var(--_small);
    }

    time {
      text-align: end;
    }

    .preview {
      grid-column: 2;
    }

    .typing {
      color: var(--_accent);
    }

    :host(.unread) .preview {
      color: var(--_text);
      font-weight: 500;
    }

    .badge {
      grid-area: 2 / 3;
      justify-self: end;
    }

    .badge.dot {
      min-width: 12px;
      height: 12px;
      padding: 0;
    }

    mark {
      background: none;
      color: var(--_accent);
      font-weight: 700;
    }

    @media (forced-colors: active) {
      :host([aria-selected='true']) {
        outline: 2px solid Highlight;
        outline-offset: -4px;
      }

      .online {
        forced-color-adjust: none;
        background: Highlight;
      }
    }
  `,
]
