/**
 * The door to infra/ for all of test/: how to run a program so that nothing of it stays behind, and how to notice that
 * whoever started this one is gone.
 */

// @boundaries-ignore infra/ runs before the workspaces are linked and is none itself
export { onParentGone } from '../infra/leash.mjs'
// @boundaries-ignore infra/ runs before the workspaces are linked and is none itself
export { runSupervised } from '../infra/supervised.mjs'
