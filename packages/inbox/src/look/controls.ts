import { css } from 'lit'

/** Buttons, icons and badges. */
export const controls = css`
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }

  .icon {
    display: block;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .mirrored:dir(rtl) {
    transform: scaleX(-1);
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
  }

  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .icon-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 40px;
    height: 40px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .button:hover,
  .icon-button:hover {
    background: var(--_hover);
    color: var(--_text);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent), var(--_text) 15%);
    color: var(--_on-accent);
  }

  :disabled {
    cursor: default;
    opacity: 0.5;
  }

  .badge {
    min-width: 20px;
    padding: 0 6px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  @media (forced-colors: active) {
    .button.primary,
    .badge {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
