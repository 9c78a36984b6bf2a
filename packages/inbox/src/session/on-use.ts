import type { CSSResult, LitElement } from 'lit'

/**
 * Returns a function that loads a module with its first call. It returns undefined until the module is there, which updates the
 * host. `styles` of the module become styles of the host.
 */
export function onUse<Module extends object>(
  host: LitElement,
  load: () => Promise<Module>,
): () => Module | undefined {
  let module: Module | undefined
  let isLoading = false
  async function start(): Promise<void> {
    isLoading = true
    try {
      module = await load()
    } finally {
      // Without a connection, the next call tries again.
      isLoading = module !== undefined
    }
    adopt(host, module)
    host.requestUpdate()
  }
  return () => {
    if (!isLoading) void start()
    return module
  }
}

/** Adds the styles of a module that was loaded on use. */
export function adopt(host: LitElement, module: { styles?: CSSResult }): void {
  const { styles } = module
  const sheets = (host.renderRoot as ShadowRoot).adoptedStyleSheets
  if (styles?.styleSheet && !sheets.includes(styles.styleSheet)) sheets.push(styles.styleSheet)
}
