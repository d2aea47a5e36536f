// What a page's figures are worth by Lighthouse's published scale: each metric on its own log-normal curve, and a
// weighted mean of them. The curve is named by two points: the score is 0.9 at `p10` and 0.5 at `median`.

export interface Metrics {
  /** First and largest contentful paint, and blocking time: milliseconds. */
  fcp: number
  lcp: number
  tbt: number
  /** Cumulative layout shift: a figure without a unit. */
  cls: number
}

interface Curve {
  median: number
  p10: number
  weight: number
}

// Control points and weights of Lighthouse 10 and later for mobile, as its scoring calculator and the scoring options
// of its audits have them. Speed Index (median 5 800, p10 3 387, weight 10) is left out: it wants pictures of the page
// as it fills, and taking them costs more of two cores than what is measured. The other weights are out of 90.
const curves: Record<keyof Metrics, Curve> = {
  fcp: { median: 3000, p10: 1800, weight: 10 },
  lcp: { median: 4000, p10: 2500, weight: 25 },
  tbt: { median: 600, p10: 200, weight: 30 },
  cls: { median: 0.25, p10: 0.1, weight: 25 },
}

export const metricNames = Object.keys(curves) as (keyof Metrics)[]

/** 0 to 1: the share of pages, by the curve, that do worse. */
export function scoreOf(name: keyof Metrics, value: number): number {
  const { median, p10 } = curves[name]
  if (value <= 0) return 1
  // Where 90 % of a normal distribution lie above, in units of its deviation.
  const tenth = 1.2815515655446004
  const deviation = Math.log(median / p10) / tenth
  return 1 - normal(Math.log(value / median) / deviation)
}

/** 0 to 100, of all metrics that were measured. */
export function scoreOfPage(metrics: Metrics): number {
  let sum = 0
  let weights = 0
  for (const name of metricNames) {
    sum += curves[name].weight * scoreOf(name, metrics[name])
    weights += curves[name].weight
  }
  return (100 * sum) / weights
}

/** The normal distribution up to z, by its power series: exact to ten digits where scores differ from 0 and 1. */
function normal(z: number): number {
  if (Math.abs(z) > 6) return z < 0 ? 0 : 1
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-14; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}
