/** What the guard is told on its command line. */
export interface GuardOrders {
  file: string
  args: string[]
  env: Record<string, string>
  logFile: string
}

/** What the guard says, one line of JSON each: first the process it started, in the end why there is none any more. */
export type GuardReport = { pid: number } | { failure: string }
