import type { BlockView } from './block-view.ts'

/** One number about a block. */
export type Feature = (view: BlockView) => number
