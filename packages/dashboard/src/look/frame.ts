import { css } from 'lit'

/** The frame around the pages: the menu, the content and everything above both. */
export const frame = css`
  .frame {
    display: grid;
    grid-template-columns: 232px minmax(0, 1fr);
    min-height: 100dvh;
  }

  .skip {
    position: absolute;
    z-index: 2;
    inset: 8px auto auto 8px;
    padding: 8px 12px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_selected);
    transform: translateY(-300%);
  }

  .skip:focus {
    transform: none;
  }

  .side {
    position: sticky;
    top: 0;
    display: flex;
    flex-direction: column;
    gap: 4px;
    height: 100dvh;
    padding: 16px 12px;
    overflow-y: auto;
    border-inline-end: 1px solid var(--_border);
    background: var(--_card);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 0 8px 12px;
    color: var(--_text);
    font-size: 16px;
    font-weight: 650;
    text-decoration: none;
  }

  .brand svg {
    width: 26px;
    height: 26px;
  }

  .brand-back {
    fill: var(--_accent);
  }

  .brand-lines {
    fill: none;
    stroke: var(--_on-accent);
    stroke-width: 2.6;
    stroke-linecap: round;
  }

  .menu-title {
    display: block;
    padding: 14px 8px 4px;
    overflow: hidden;
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .menu {
    display: grid;
    gap: 2px;
  }

  .menu-link {
    display: flex;
    align-items: center;
    gap: 10px;
    width: 100%;
    min-height: 34px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_text);
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .menu-link .icon {
    width: 18px;
    height: 18px;
    color: var(--_muted);
  }

  .menu-link:hover {
    background: var(--_hover);
  }

  .menu-link[aria-current='page'] {
    background: var(--_selected);
    font-weight: 600;
  }

  .menu-link[aria-current='page'] .icon {
    color: var(--_accent);
  }

  .side-foot {
    display: grid;
    gap: 2px;
    margin-top: auto;
    padding-top: 16px;
  }

  .top {
    display: none;
  }

  .content {
    display: block;
    width: 100%;
    max-width: 1200px;
    margin: 0 auto;
    padding: 28px 32px 64px;
  }

  .content > * {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
  }

  .page-head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 12px 24px;
  }

  .page-head > div:first-child {
    flex: 1 1 320px;
    min-width: 0;
  }

  .page-head p {
    max-width: 72ch;
    margin-top: 4px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .toasts {
    position: fixed;
    z-index: 3;
    inset: auto 0 24px;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }

  .toast {
    max-width: min(90vw, 480px);
    padding: 10px 16px;
    border-radius: var(--_radius);
    background: var(--_text);
    color: var(--_background);
    box-shadow: var(--_shadow);
  }

  @media (max-width: 860px) {
    .frame {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
    }

    .top {
      position: sticky;
      z-index: 1;
      top: 0;
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 52px;
      padding: 4px 12px;
      border-bottom: 1px solid var(--_border);
      background: var(--_card);
    }

    .top .brand {
      padding: 0;
    }

    .top .place {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      color: var(--_muted);
      text-align: end;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .frame > .side {
      display: none;
    }

    .content {
      padding: 20px 16px 48px;
    }
  }

  .drawer {
    width: min(280px, 85vw);
    max-width: none;
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 0;
  }

  .drawer .side {
    border: 0;
  }

  .sign-in {
    display: grid;
    place-items: center;
    min-height: 100dvh;
    padding: 24px 16px;
  }

  .sign-in > main {
    display: grid;
    gap: 16px;
    width: 100%;
    max-width: 460px;
    padding: 32px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_card);
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.06);
  }

  .sign-in .brand {
    padding: 0;
  }

  @media (max-width: 480px) {
    .sign-in > main {
      padding: 24px 20px;
    }
  }
`
