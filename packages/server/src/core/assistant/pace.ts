// Cuts long work into steps: says when so much has been done that others should have a turn. Work is counted,
// not timed (there is no clock here), in multiplications; a step is about a millisecond.
const workPerStep = 250_000

export function createPace(): (work: number) => boolean {
  let done = 0
  return (work) => {
    done += work
    if (done < workPerStep) return false
    done = 0
    return true
  }
}
