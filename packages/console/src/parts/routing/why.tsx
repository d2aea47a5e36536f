/** Small under a notice: why the conversation went there, or waits, opening to the candidates. For agents only. */
import '../../styles/routing.css'
import type { Why } from '@foyer/protocol'
import { Icon } from '../icon.tsx'
import { Candidates } from './candidates.tsx'
import { isPlain, whyLine } from './words.ts'

export function WhyLine({ why }: { why: Why }) {
  if (isPlain(why)) return null
  if (why.candidates.length === 0) {
    return (
      <p class="why" dir="auto" data-foyer="why">
        {whyLine(why)}
      </p>
    )
  }
  return (
    <details class="why" data-foyer="why">
      <summary>
        <span dir="auto">{whyLine(why)}</span>
        <Icon name="chevron" size={13} />
      </summary>
      <Candidates candidates={why.candidates} />
    </details>
  )
}
