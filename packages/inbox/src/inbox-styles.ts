import { css } from 'lit'

export const inboxStyles = css`
  :host {
    display: grid;
    grid: minmax(0, 1fr) / minmax(min(240px, 100%), var(--parley-list-width, 340px)) minmax(
      0,
      1fr
    );
    min-height: 0;
    overflow: hidden;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
      env(safe-area-inset-left);
  }

  section {
    display: grid;
    grid: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    outline: none;
  }

  .list {
    border-inline-end: 1px solid var(--_border);
  }

  .narrow {
    grid-area: 1 / 1 / 2 / 3;
    border: 0;
  }

  /* Not "display: none": the list keeps its place. Nothing of it is in view, so that its rows ask for nothing. */
  .narrow.behind {
    visibility: hidden;
    content-visibility: hidden;
  }
`
