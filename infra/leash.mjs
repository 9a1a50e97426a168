const lookEveryMs = 500

/**
 * Calls back once when the process that started this one is gone, however it went: its message channel closes, or this
 * process gets another parent. Does not keep this process alive.
 */
export function onParentGone(callback) {
  const parent = process.ppid
  let isTold = false
  const tell = () => {
    if (isTold) return
    isTold = true
    clearInterval(look)
    callback()
  }
  const look = setInterval(() => {
    if (process.ppid !== parent) tell()
  }, lookEveryMs)
  look.unref()
  if (process.connected === undefined) return
  if (!process.connected) return tell()
  process.once('disconnect', tell)
  // A listener for 'disconnect' alone would keep the process running.
  process.channel?.unref()
}
