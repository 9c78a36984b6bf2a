import { css, html, type TemplateResult } from 'lit'
import { hueOf, initials } from './initials.ts'

/** The user or conversation that a picture shows. */
export interface Pictured {
  id: string
  name: string
  photoUrl: string | null
}

/**
 * A picture, or initials, or a mosaic of up to four pictures. Screen readers skip it: the name is beside it.
 * The size is `--size`, default 40px.
 */
export const avatar = (pictured: readonly Pictured[]): TemplateResult => html`
  <span class="avatar" data-count=${Math.min(pictured.length, 4)} aria-hidden="true">
    ${pictured.slice(0, 4).map(tile)}
  </span>
`

const tile = ({ id, name, photoUrl }: Pictured): TemplateResult => html`
  <span class="tile" .style=${`--hue: ${hueOf(id)}`}>
    ${initials(name)}
    ${isPicture(photoUrl) ? html`<img src=${photoUrl} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hide} />` : ''}
  </span>
`

const isPicture = (url: string | null): url is string =>
  /^(https?:|data:image\/|\/)/i.test(url ?? '')

/** The initials below a picture show when it cannot be loaded. */
function hide({ currentTarget }: Event): void {
  ;(currentTarget as HTMLElement).hidden = true
}

export const avatarStyles = css`
  .avatar {
    --_size: var(--size, 40px);
    display: grid;
    flex: none;
    width: var(--_size);
    height: var(--_size);
    overflow: hidden;
    border-radius: var(--parley-avatar-radius, 50%);
    font-size: calc(var(--_size) * 0.38);
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }

  .tile {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    background: light-dark(hsl(var(--hue) 50% 85%), hsl(var(--hue) 30% 30%));
    color: light-dark(hsl(var(--hue) 60% 22%), hsl(var(--hue) 50% 88%));
  }

  .tile img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .avatar:not([data-count='1']) {
    grid: 1fr / 1fr 1fr;
    gap: 1px;
    font-size: calc(var(--_size) * 0.24);
  }

  .avatar[data-count='0'] {
    background: var(--_surface);
  }

  .avatar[data-count='3'],
  .avatar[data-count='4'] {
    grid: 1fr 1fr / 1fr 1fr;
  }

  .avatar[data-count='3'] .tile:first-child {
    grid-row: 1 / 3;
  }
`
