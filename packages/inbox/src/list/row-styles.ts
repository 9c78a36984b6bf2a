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
      display: grid;
      grid: auto auto / auto 1fr auto;
      gap: 0 var(--_space);
      align-items: center;
      padding: 10px var(--_space);
      background: none;
      cursor: pointer;
    }

    :host(:hover) {
      background: var(--_hover);
    }

    :host([aria-selected='true']) {
      background: var(--_selected);
    }

    .avatar {
      grid-row: 1 / 3;
    }

    .title,
    .preview {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .title {
      font-weight: 600;
    }

    .preview,
    time {
      color: var(--_muted);
      font-size: var(--_small);
    }
  `,
]
