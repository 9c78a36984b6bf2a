import { css } from 'lit'

/**
 * The design tokens. A page sets `--parley-*` on an element or any of its ancestors; styles read `--_*`, which
 * fall back to the values of the theme.
 */
export const tokens = css`
  :host {
    --_font: var(--parley-font, system-ui, sans-serif);
    --_font-size: var(--parley-font-size, 15px);
    --_small: var(--parley-font-size-small, 0.8125em);
    --_radius: var(--parley-radius, 12px);
    --_space: var(--parley-space, 12px);
    --_background: var(--parley-background, light-dark(#ffffff, #16181d));
    --_surface: var(--parley-surface, light-dark(#f2f4f7, #22262d));
    --_hover: var(--parley-hover, light-dark(#eceff3, #2a2f37));
    --_selected: var(--parley-selected, light-dark(#e1e9fb, #26365a));
    --_text: var(--parley-text, light-dark(#16181d, #eceef2));
    --_muted: var(--parley-muted, light-dark(#596170, #a5adba));
    --_border: var(--parley-border, light-dark(#d9dde4, #383e48));
    --_control-border: var(--parley-control-border, light-dark(#7c8594, #7f8896));
    --_accent: var(--parley-accent, light-dark(#2456d6, #8fb0ff));
    --_on-accent: var(--parley-on-accent, light-dark(#ffffff, #0d1a3a));
    --_own: var(--parley-own, light-dark(#2456d6, #2f4f9e));
    --_on-own: var(--parley-on-own, #ffffff);
    --_other: var(--parley-other, light-dark(#eef0f4, #272b33));
    --_on-other: var(--parley-on-other, light-dark(#16181d, #eceef2));
    --_online: var(--parley-online, light-dark(#1a7f43, #4cc37c));
    --_danger: var(--parley-danger, light-dark(#b3261e, #ff9b93));
    --_shadow: var(--parley-shadow, 0 6px 24px rgb(0 0 0 / 0.2));
    --_focus: var(--parley-focus, light-dark(#1a48bd, #a9c3ff));
    --_duration: 150ms;

    box-sizing: border-box;
    color: var(--_text);
    background: var(--_background);
    font: var(--_font-size) / 1.4 var(--_font);
    text-align: start;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-contrast: more) {
    :host {
      --_muted: var(--_text);
      --_border: var(--_text);
      --_control-border: var(--_text);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration: 0s;
    }

    *,
    ::before,
    ::after {
      animation: none !important;
      scroll-behavior: auto !important;
      transition: none !important;
    }
  }
`
