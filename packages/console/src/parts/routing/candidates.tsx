/** Who could have had it, each with why or why not (RT-7). */
import type { RoutingCandidate } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { t } from '../../locale.ts'
import { TableBox } from '../assistant/table-box.tsx'
import { verdictText } from './words.ts'

export function Candidates({ candidates }: { candidates: RoutingCandidate[] }) {
  if (candidates.length === 0) return <p class="field-hint">{t('why.noCandidates')}</p>
  const hasSkills = candidates.some(({ skill }) => skill !== candidates[0]?.skill)
  return (
    <TableBox label={t('why.candidates')}>
      <table class="table candidates" data-foyer="candidates">
        <thead>
          <tr>
            <th scope="col">{t('dryRun.agent')}</th>
            <th scope="col">{t('dryRun.verdict')}</th>
            <th scope="col">{t('dryRun.load')}</th>
            {hasSkills && <th scope="col">{t('group.skill')}</th>}
          </tr>
        </thead>
        <tbody>
          {candidates.map((one) => (
            <tr key={one.agent} class={one.verdict === 'chosen' ? 'is-chosen' : undefined}>
              <th scope="row">
                <span class={`dot ${one.status}`} aria-hidden="true" /> <bdi>{cleanName(one.name)}</bdi>
              </th>
              <td data-verdict={one.verdict}>{verdictText(one)}</td>
              <td>{t('dryRun.loadOf', { n: one.load, limit: one.limit })}</td>
              {hasSkills && <td>{one.skill}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
