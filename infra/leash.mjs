import { readFileSync } from 'node:fs'

const lookEveryMs = 500

/**
 * Calls back once when the process that started this one is gone, however it went: its message channel closes, or,
 * under npm, this process gets another parent. Does not keep this process alive. Answers a function that ends the watch.
 */
export function onParentGone(callback) {
  const isUnderNpm = 'npm_lifecycle_event' in process.env
  const before = ancestors()
  const look = setInterval(() => {
    if ((isUnderNpm || process.connected !== undefined) && ancestors() !== before) tell()
  }, lookEveryMs)
  const stop = () => {
    clearInterval(look)
    process.removeListener('disconnect', tell)
  }
  const tell = () => {
    stop()
    callback()
  }
  look.unref()
  if (process.connected === false) setImmediate(tell)
  if (process.connected !== true) return stop
  process.once('disconnect', tell)
  // A listener for 'disconnect' alone would keep the process running.
  process.channel?.unref()
  return stop
}

/** The parent; and its parent where it is the shell that npm puts in between, which outlives npm. */
function ancestors() {
  if (process.platform !== 'linux') return String(process.ppid)
  try {
    const [, name, grandparent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8'))
    const isShell = /^(?:sh|dash|bash|ash|busybox)$/.test(name)
    return isShell ? `${process.ppid} ${grandparent}` : String(process.ppid)
  } catch {
    return String(process.ppid)
  }
}
