/** The folder of the built page: `index.html`, and what it loads under `assets/`, each named by its content. It is there once the checkout is set up. */
export const builtDashboard: URL = new URL('../dist/', import.meta.url)
