/** Where would this visitor go now, and why: asked of the server, which stores nothing of it (RT-7). */
import type { ProtocolError, RoutingTried, RoutingTry } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { Card } from '../assistant/card.tsx'
import { WordsField } from '../assistant/words-field.tsx'
import { Field, FieldNote, Select } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { siteLocales } from '../site-locales.ts'
import { errorText } from '../words.ts'
import type { RoutingCardProps } from './card-props.ts'
import { Tried } from './tried.tsx'

export function TryCard({ site, settings, routing, draft }: RoutingCardProps) {
  const { http } = useConsole()
  const form = useSignal<RoutingTry>({})
  const url = useSignal('')
  const referrer = useSignal('')
  const attributes = useSignal('')
  const result = useSignal<RoutingTried | null>(null)
  const error = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)
  const asked = form.value
  const groups = routing.groups.filter(({ offered }) => offered)

  function set<K extends keyof RoutingTry>(key: K, value: RoutingTry[K] | undefined) {
    const { [key]: _, ...rest } = form.peek()
    form.value = value === undefined || value === '' ? rest : { ...rest, [key]: value }
  }

  async function submit() {
    if (isBusy.peek()) return
    isBusy.value = true
    const facts = readAttributes(attributes.peek())
    const page = url.peek().trim()
    const from = referrer.peek().trim()
    const answer = await http.routing.try(site, {
      ...form.peek(),
      ...(page === '' && from === ''
        ? {}
        : { page: { url: page, ...(from === '' ? {} : { referrer: from }) } }),
      ...(Object.keys(facts).length === 0 ? {} : { attributes: facts }),
    })
    isBusy.value = false
    error.value = answer.ok ? null : answer.error
    result.value = answer.ok ? answer.value : null
  }

  return (
    <Card title={t('dryRun.title')} hint={t('dryRun.hint')} hook="routing-try">
      <form
        class="dry-run"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {draft.isChanged.value && <p class="callout">{t('dryRun.unsaved')}</p>}
        <Field
          label={t('on.page')}
          dir="ltr"
          placeholder="https://shop.example/sofas"
          value={url.value}
          hook="try-page"
          onInput={(value) => {
            url.value = value
          }}
        />
        <div class="field-pair">
          <Select
            label={t('on.language')}
            value={asked.locale ?? ''}
            options={[
              { value: '', label: t('dryRun.unknown') },
              ...siteLocales([settings.locale]).map(({ tag, name }) => ({ value: tag, label: name })),
            ]}
            hook="try-language"
            onChange={(locale) => set('locale', locale)}
          />
          <Select
            label={t('on.visitor')}
            value={asked.isReturning === undefined ? '' : asked.isReturning ? 'returning' : 'new'}
            options={[
              { value: '', label: t('dryRun.unknown') },
              { value: 'new', label: t('how.new') },
              { value: 'returning', label: t('how.returning') },
            ]}
            onChange={(value) => set('isReturning', value === '' ? undefined : value === 'returning')}
          />
        </div>
        <details class="try-more">
          <summary>
            {t('dryRun.more')} <Icon name="chevron" size={13} />
          </summary>
          <div class="try-more-fields">
            <Field
              label={t('on.referrer')}
              dir="ltr"
              value={referrer.value}
              onInput={(value) => {
                referrer.value = value
              }}
            />
            <div class="field-pair">
              <Field
                label={t('on.channel')}
                value={asked.channel ?? ''}
                maxLength={100}
                onInput={(value) => set('channel', value)}
              />
              <Field
                label={t('on.source')}
                value={asked.source ?? ''}
                maxLength={100}
                onInput={(value) => set('source', value)}
              />
            </div>
            <WordsField
              label={t('dryRun.tags')}
              hint={t('dryRun.tagsHint')}
              words={asked.tags ?? []}
              onChange={(tags) => set('tags', tags.length === 0 ? undefined : tags)}
            />
            <Field
              label={t('dryRun.attributes')}
              hint={t('dryRun.attributesHint')}
              isLong
              dir="ltr"
              value={attributes.value}
              onInput={(value) => {
                attributes.value = value
              }}
            />
            {groups.length > 0 && (
              <Select
                label={t('dryRun.group')}
                value={asked.group ?? ''}
                options={[
                  { value: '', label: t('dryRun.noGroup') },
                  ...groups.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                hook="try-group"
                onChange={(group) => set('group', group)}
              />
            )}
          </div>
        </details>
        <div>
          <button type="submit" class="button" disabled={isBusy.value} data-foyer="try">
            {t('dryRun.submit')}
          </button>
        </div>
      </form>
      <FieldNote error={error.value === null ? null : errorText(error.value)} />
      <div role="status">{result.value !== null && <Tried tried={result.value} />}</div>
    </Card>
  )
}

/** One a line, as `name: value`; what is none is passed over. */
function readAttributes(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.search(/[:=]/)
    const name = line.slice(0, at).trim()
    return at < 1 || name === '' ? [] : [[name, line.slice(at + 1).trim()]]
  })
  return Object.fromEntries(pairs)
}
