import { css } from 'lit'

/** Styles for single pages of the operator. */
export const pages = css`
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: 16px;
  }

  .charts > :first-child {
    grid-column: 1 / -1;
  }

  .chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 12px;
  }

  .chart .plot {
    position: relative;
  }

  .chart svg {
    display: block;
    width: 100%;
    height: 132px;
  }

  .chart .scale {
    position: absolute;
    inset: 2px auto auto 0;
    padding-inline-end: 4px;
    background: var(--_card);
    color: var(--_muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .chart .grid {
    stroke: var(--_border);
    stroke-dasharray: 3 4;
    vector-effect: non-scaling-stroke;
  }

  .chart .axis {
    stroke: var(--_border);
    vector-effect: non-scaling-stroke;
  }

  .chart .bar {
    fill: var(--_accent);
  }

  .chart .hit {
    fill: transparent;
  }

  .chart g:hover .hit {
    fill: var(--_hover);
  }

  .chart summary {
    width: fit-content;
    color: var(--_muted);
    font-size: 13px;
    cursor: pointer;
  }

  .chart .numbers {
    max-height: 240px;
    margin-top: 8px;
    overflow-y: auto;
  }

  .chart .numbers th,
  .chart .numbers td {
    padding: 4px 8px;
    font-weight: 400;
  }

  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .settings > .field {
    padding: 16px;
  }

  .settings > .field + .field {
    border-top: 1px solid var(--_border);
  }

  .group > .field {
    margin: 12px 0 0 28px;
  }

  .choices {
    gap: 8px 20px;
  }

  @media (min-width: 900px) {
    .settings > .field:not(.group) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 340px);
      grid-template-rows: auto 1fr;
      gap: 4px 32px;
    }

    .settings > .field:not(.group) > :is(input, select, textarea) {
      grid-column: 2;
      grid-row: 1 / span 3;
      align-self: start;
    }

    .settings > .field:not(.group) > .check {
      display: contents;
    }

    .settings > .field:not(.group) > .check > input {
      grid-column: 2;
      grid-row: 1 / span 3;
    }

    .settings > .field > :is(.hint, .fault) {
      grid-column: 1;
    }
  }

  .save-bar {
    position: sticky;
    bottom: 12px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 12px 10px 16px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_card);
    box-shadow: var(--_shadow);
  }

  .save-bar > p {
    flex: 1;
    font-weight: 550;
  }

  .save-bar > .notice {
    flex-basis: 100%;
  }

  .center {
    text-align: center;
  }

  .matrix th {
    vertical-align: middle;
  }

  .matrix thead th {
    position: sticky;
    top: 0;
    background: var(--_card);
    color: var(--_text);
    font-size: 13px;
  }

  .matrix tbody th {
    min-width: 200px;
    font-weight: 550;
  }

  .matrix .hint {
    font-weight: 400;
  }

  .matrix .icon-button {
    display: inline-grid;
    width: 24px;
    height: 24px;
    vertical-align: middle;
  }

  .note {
    padding: 16px;
  }
`
