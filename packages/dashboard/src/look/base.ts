import { css } from 'lit'

/** Texts, cards, notices and other pieces of pages. */
export const base = css`
  :host {
    --_font-size: 14px;
    --_radius: 8px;
    --_mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace;
    --_good: light-dark(#17713b, #56c888);
    --_good-surface: light-dark(#e7f5ec, #17301f);
    --_warn: light-dark(#8a5300, #f0b95a);
    --_warn-surface: light-dark(#fdf3dc, #35280f);
    --_bad-surface: light-dark(#fdeceb, #3b1a1a);
    --_card: light-dark(#ffffff, #1b1e24);
    --_ground: light-dark(#f7f8fa, #121418);
    background: var(--_ground);
    display: block;
    min-height: 100%;
    line-height: 1.5;
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol,
  pre,
  figure {
    margin: 0;
    padding: 0;
  }

  h1 {
    font-size: 22px;
    line-height: 1.3;
    font-weight: 650;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }

  h1:focus {
    outline: none;
  }

  h2 {
    font-size: 15px;
    font-weight: 600;
  }

  h3 {
    font-size: 14px;
    font-weight: 600;
  }

  ul,
  ol {
    list-style: none;
  }

  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }

  code,
  pre,
  .mono {
    font-family: var(--_mono);
    font-size: 0.93em;
  }

  p code,
  .hint code {
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_surface);
    overflow-wrap: anywhere;
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: 13px;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .spread {
    justify-content: space-between;
  }

  .stack {
    display: grid;
    gap: 16px;
  }

  .card {
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_card);
  }

  .card.padded {
    padding: 16px;
  }

  .card-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 12px 16px;
    border-bottom: 1px solid var(--_border);
  }

  .tag {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--_surface);
    color: var(--_text);
    font-size: 12px;
    font-weight: 500;
    white-space: nowrap;
  }

  .tag.good {
    background: var(--_good-surface);
    color: var(--_good);
  }

  .tag.warn {
    background: var(--_warn-surface);
    color: var(--_warn);
  }

  .tag.bad {
    background: var(--_bad-surface);
    color: var(--_danger);
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
    padding: 10px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_card);
  }

  .notice > .icon {
    flex: none;
  }

  .notice > p {
    flex: 1 1 200px;
  }

  .notice.bad {
    border-color: color-mix(in oklab, var(--_danger), transparent 60%);
    background: var(--_bad-surface);
    color: var(--_danger);
  }

  .notice.warn {
    border-color: color-mix(in oklab, var(--_warn), transparent 60%);
    background: var(--_warn-surface);
    color: var(--_warn);
  }

  .notice.good {
    border-color: color-mix(in oklab, var(--_good), transparent 60%);
    background: var(--_good-surface);
    color: var(--_good);
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 48px 24px;
    text-align: center;
  }

  .empty > p {
    max-width: 52ch;
    margin-bottom: 8px;
  }

  .empty-icon {
    display: grid;
    place-items: center;
    width: 48px;
    height: 48px;
    margin-bottom: 4px;
    border-radius: 12px;
    background: var(--_selected);
    color: var(--_accent);
    font-size: 18px;
  }

  .loading {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 24px 0;
    color: var(--_muted);
  }

  .spinner {
    width: 16px;
    height: 16px;
    border: 2px solid var(--_border);
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  .code-block {
    position: relative;
    padding: 12px 48px 12px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .code-block > pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .code-block > .icon-button {
    position: absolute;
    inset: 4px 4px auto auto;
  }
`
