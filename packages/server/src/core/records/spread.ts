/** Median and ninetieth percentile by nearest rank: a value that was there, never one between two. Pure. */
export function spreadOf(values: readonly number[]): { count: number; median: number; p90: number } | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!
  return { count: sorted.length, median: at(0.5), p90: at(0.9) }
}
