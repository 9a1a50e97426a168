// Left alone, V8 takes a share of the machine: on a large one it lets hundreds of MB of garbage lie before it looks.
const ours = ['--max-semi-space-size=8', '--max-old-space-size=512']

/** `NODE_OPTIONS` for a service, whose own needs are far below these bounds; what the environment says itself goes before. */
export function heapOptions(env: Readonly<Record<string, string | undefined>>): string {
  return [...ours, env.NODE_OPTIONS ?? ''].join(' ').trim()
}
