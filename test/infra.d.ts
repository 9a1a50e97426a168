/** The plain JavaScript of infra/, which runs before TypeScript can, as TypeScript sees it. */
declare module '*/infra/leash.mjs' {
  export function onParentGone(callback: () => void): () => void
}

declare module '*/infra/supervised.mjs' {
  interface SupervisedRun {
    /** The exit code; 128 and the signal's number if a signal ended the program. */
    ended: Promise<number>
    /** Whether it was asked to end. */
    wasAsked(): boolean
  }
  export function runSupervised(
    file: string,
    args: readonly string[],
    options?: {
      patienceMs?: number
      hasChannel?: boolean
      cwd?: string
      env?: NodeJS.ProcessEnv
      output?: (chunk: Buffer) => void
    },
  ): SupervisedRun
}
