/** What an operator watches, in the Prometheus text format. Counted as it happens, never by a query. */

export interface Metrics {
  count(name: CounterName, by?: number): void
  /** `gauges` are asked for when somebody reads. */
  text(): string
}

const counters = {
  foyer_events_stored_total: 'Events stored by this node.',
  foyer_faults_total: 'Faults logged by this node.',
  foyer_answerer_failures_total: 'Questions that a model or an answerer of a site’s own failed to answer.',
  foyer_mail_failures_total: 'Tries to send an e-mail that failed.',
  foyer_translation_failures_total: 'Texts that a provider of translations did not translate.',
  foyer_hand_over_failures_total: 'Tries to tell an outside helpdesk of a handoff that failed.',
} as const

export type CounterName = keyof typeof counters

export function createMetrics(gauges: Record<string, { help: string; read: () => number }>): Metrics {
  const values = new Map<CounterName, number>()
  return {
    count: (name, by = 1) => void values.set(name, (values.get(name) ?? 0) + by),
    text() {
      const lines = Object.entries(counters).flatMap(([name, help]) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} counter`,
        `${name} ${values.get(name as CounterName) ?? 0}`,
      ])
      for (const [name, { help, read }] of Object.entries(gauges)) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`)
      }
      return `${lines.join('\n')}\n`
    },
  }
}
