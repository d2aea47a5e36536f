/** The answer of the dry run: plan, who answers first, what decided, and each who could have had it. */
import type { RoutingTried } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { t } from '../../locale.ts'
import { Candidates } from './candidates.tsx'
import { modes } from './mode-select.tsx'
import { whyLine } from './words.ts'

export function Tried({ tried: { plan, mode, handler, to, why } }: { tried: RoutingTried }) {
  const modeName = t(modes.find(({ value }) => value === mode)?.name ?? 'mode.botFirst')
  const name = to === null ? null : cleanName(to.name ?? '')
  const isBot = handler === 'assistant'
  return (
    <section class="tried" aria-label={t('dryRun.result')} data-foyer="tried">
      <p class="tried-to" data-foyer="tried-to">
        {isBot
          ? t(name === null ? 'dryRun.toBot' : 'dryRun.toBotThen', { name: name ?? '' })
          : name === null
            ? t('dryRun.toNobody')
            : t('dryRun.to', { name })}
      </p>
      <dl>
        <dt>{t('dryRun.plan')}</dt>
        <dd data-foyer="tried-plan">
          <bdi>{plan?.name ?? t('dryRun.sitePlan')}</bdi> · {modeName}
        </dd>
        <dt>{t('dryRun.why')}</dt>
        <dd data-foyer="tried-why" dir="auto">
          {whyLine(why)}
        </dd>
        {why.rule !== undefined && (
          <>
            <dt>{t('dryRun.rule')}</dt>
            <dd data-foyer="tried-rule">
              <bdi>{cleanName(why.rule.name)}</bdi>
            </dd>
          </>
        )}
        {why.group !== undefined && (
          <>
            <dt>{t('dryRun.inGroup')}</dt>
            <dd data-foyer="tried-group">
              <bdi>{cleanName(why.group.name)}</bdi>
            </dd>
          </>
        )}
      </dl>
      <Candidates candidates={why.candidates} />
    </section>
  )
}
