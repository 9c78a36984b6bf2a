import { css } from 'lit'

export const messageStyles = css`
  .row {
    display: flex;
    flex-direction: column;
    padding-top: 2px;
    border-radius: var(--_radius);
    scroll-margin: 8px;
  }

  .row.begins {
    padding-top: 10px;
  }

  .divider {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 12px 0;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    height: 1px;
    background: var(--_border);
  }

  .divider.new {
    color: var(--_accent);
    font-weight: 600;
  }

  .divider.new::before,
  .divider.new::after {
    background: currentColor;
  }

  .line {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    max-width: 100%;
    border-radius: var(--_radius);
  }

  .own .line {
    flex-direction: row-reverse;
  }

  .system .line {
    justify-content: center;
    padding-inline: 40px;
  }

  /* The text is in the middle, not the text with the button. */
  .system .more {
    margin-inline-end: -40px;
  }

  .face {
    --size: 32px;
    flex: none;
    width: 32px;
  }

  .body {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-width: 0;
    max-width: min(80%, 40em);
  }

  .own .body {
    align-items: flex-end;
  }

  .name {
    max-width: 100%;
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .body > .name {
    padding: 0 12px 2px;
  }

  .bubble {
    max-width: 100%;
    padding: 7px 12px;
    border: 1px solid transparent;
    border-radius: var(--parley-bubble-radius, 16px);
    background: var(--_other);
    color: var(--_on-other);
  }

  .own .bubble {
    background: var(--_own);
    color: var(--_on-own);
  }

  .other.ends .bubble {
    border-end-start-radius: 4px;
  }

  .own.ends .bubble {
    border-end-end-radius: 4px;
  }

  .system .bubble {
    background: none;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  .system .meta {
    justify-content: center;
    /* The text is muted already. */
    opacity: 1;
  }

  .pending .bubble {
    opacity: 0.75;
  }

  .failed .bubble {
    border-color: var(--_danger);
  }

  .highlighted .bubble {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }

  .text.big {
    font-size: 2.5em;
    line-height: 1.2;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 6px;
    margin-top: 2px;
    font-size: 0.75em;
    /* Contrast of at least 4.5 on both kinds of bubbles. */
    opacity: 0.85;
  }

  .meta .state {
    display: inline-flex;
    gap: 4px;
    position: static;
  }

  .meta .icon {
    width: 1.2em;
    height: 1.2em;
  }

  .more {
    align-self: center;
    width: 32px;
    height: 32px;
    opacity: 0;
  }

  .row:hover .more,
  .row:focus .more,
  .row:focus-within .more,
  .more[aria-expanded='true'] {
    opacity: 1;
  }

  @media (hover: none) {
    .current .more {
      opacity: 1;
    }
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-self: flex-end;
    margin: 2px 4px;
    color: var(--_danger);
    font-size: var(--_small);
  }

  .link {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    text-decoration: underline;
    cursor: pointer;
  }

  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
  }
`
