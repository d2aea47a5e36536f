/**
 * A server that a package manager's script started ends with it: killed hard, the script takes nobody along,
 * and what it leaves behind would hold the port and the data.
 */

/** Milliseconds between two looks. */
const lookEvery = 100

/** Calls once when the process that started this one is gone. */
export function onParentGone(call: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    call()
  }, lookEvery)
  timer.unref()
}
