import { defineConfig } from 'vite'

/** The page is served under a strict policy: every script, style and picture is a file of its own, and nothing is evaluated. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
})
