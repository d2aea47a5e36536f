/** Long work in short turns: between two of its steps everybody else gets the event loop. */

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await turn()
  }
}
