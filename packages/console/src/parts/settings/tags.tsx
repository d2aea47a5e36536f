/** System tags, the own ones that are offered, and rules that give tags by themselves (IN-5). */
import '../../styles/visitors.css'
import { extractionKinds, type SystemTag, type TagRule } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { type MessageKey, t } from '../../locale.ts'
import { FieldGroup, FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import type { SectionProps } from './section.ts'

const whens: Record<TagRule['when'], MessageKey> = {
  page: 'rule.page',
  message: 'rule.message',
  attribute: 'rule.attribute',
  extraction: 'rule.extraction',
}
const kinds: Record<(typeof extractionKinds)[number], MessageKey> = {
  phone: 'field.phone',
  wechat: 'field.wechat',
  qq: 'field.qq',
  email: 'field.email',
  age: 'field.age',
  gender: 'field.gender',
}

export function TagsSection({ settings, set, faultAt = () => null }: SectionProps) {
  const { tags } = settings
  const change = (some: Partial<typeof tags>) => set({ tags: { ...tags, ...some } })
  const setTag = (at: number, some: Partial<SystemTag>) =>
    change({ system: tags.system.with(at, { ...tags.system[at]!, ...some }) })
  const setRule = (at: number, some: Partial<TagRule>) =>
    change({ rules: tags.rules.with(at, { ...tags.rules[at]!, ...some }) })
  /** What ties a field to what is said of it, below its line. */
  const tie = (path: string, line: string) =>
    faultAt(path) === null ? {} : { 'aria-invalid': true, 'aria-describedby': noteId(line) }
  return (
    <div class="settings-fields is-wide">
      <FieldGroup label={t('tags.system')} hook="tags-system">
        <p class="field-hint">{t('tags.systemHint')}</p>
        {tags.system.map((tag, at) => (
          <div class="tag-edit" key={tag.id}>
            <input
              type="color"
              class="tag-color"
              value={tag.color}
              aria-label={t('tags.color')}
              onInput={(event) => setTag(at, { color: event.currentTarget.value })}
            />
            <input
              class="input"
              value={tag.name}
              maxLength={40}
              dir="auto"
              aria-label={t('tags.name')}
              {...tie(`/tags/system/${at}/name`, `/tags/system/${at}`)}
              data-foyer="tag-name"
              onInput={(event) => setTag(at, { name: event.currentTarget.value })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t('tags.delete', { tag: cleanName(tag.name) })}
              onClick={() =>
                change({
                  system: tags.system.toSpliced(at, 1),
                  // A rule for a tag that is gone would be refused.
                  rules: tags.rules.filter((rule) => rule.tag !== `sys:${tag.id}`),
                })
              }
            >
              <Icon name="trash" size={15} />
            </button>
            <FieldNote id={noteId(`/tags/system/${at}`)} error={faultAt(`/tags/system/${at}`)} />
          </div>
        ))}
        <div>
          <button
            type="button"
            class="button"
            data-foyer="tag-add"
            onClick={() => change({ system: [...tags.system, freshTag(tags.system)] })}
          >
            <Icon name="plus" size={15} />
            {t('tags.addSystem')}
          </button>
        </div>
      </FieldGroup>

      <FieldGroup label={t('tags.own')} hook="tags-own">
        <p class="field-hint">{t(tags.own.length === 0 ? 'tags.ownNone' : 'tags.ownHint')}</p>
        <span class="tags">
          {tags.own.map((tag) => (
            <span class="chip" key={tag}>
              <bdi>{cleanName(tag)}</bdi>
              <button
                type="button"
                class="tag-off"
                aria-label={t('tags.delete', { tag: cleanName(tag) })}
                onClick={() => change({ own: tags.own.filter((one) => one !== tag) })}
              >
                <Icon name="close" size={11} />
              </button>
            </span>
          ))}
        </span>
        <FieldNote error={faultAt('/tags/own')} />
      </FieldGroup>

      <FieldGroup label={t('rule.title')} hook="tag-rules">
        <p class="field-hint">{t('rule.hint')}</p>
        {tags.rules.map((rule, at) => (
          <div class="rule-edit" key={at}>
            <select
              class="input"
              value={rule.when}
              aria-label={t('rule.when')}
              onChange={(event) => {
                const when = event.currentTarget.value as TagRule['when']
                setRule(at, { when, value: when === 'extraction' ? 'phone' : '' })
              }}
            >
              {(Object.keys(whens) as TagRule['when'][]).map((when) => (
                <option key={when} value={when}>
                  {t(whens[when])}
                </option>
              ))}
            </select>
            {rule.when === 'attribute' && (
              <input
                class="input"
                value={rule.key ?? ''}
                maxLength={100}
                placeholder={t('rule.key')}
                aria-label={t('rule.key')}
                {...tie(`/tags/rules/${at}/key`, `/tags/rules/${at}`)}
                onInput={(event) => setRule(at, { key: event.currentTarget.value })}
              />
            )}
            {rule.when === 'extraction' ? (
              <select
                class="input"
                value={rule.value}
                aria-label={t('rule.value')}
                {...tie(`/tags/rules/${at}/value`, `/tags/rules/${at}`)}
                onChange={(event) => setRule(at, { value: event.currentTarget.value })}
              >
                {extractionKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(kinds[kind])}
                  </option>
                ))}
              </select>
            ) : (
              <input
                class="input"
                value={rule.value}
                maxLength={300}
                dir="auto"
                placeholder={t('rule.value')}
                aria-label={t('rule.value')}
                {...tie(`/tags/rules/${at}/value`, `/tags/rules/${at}`)}
                data-foyer="rule-value"
                onInput={(event) => setRule(at, { value: event.currentTarget.value })}
              />
            )}
            <select
              class="input"
              value={rule.tag}
              aria-label={t('rule.tag')}
              {...tie(`/tags/rules/${at}/tag`, `/tags/rules/${at}`)}
              data-foyer="rule-tag"
              onChange={(event) => setRule(at, { tag: event.currentTarget.value })}
            >
              {rule.tag === '' && <option value="">{t('rule.tag')}</option>}
              {tags.system.map(({ id, name }) => (
                <option key={id} value={`sys:${id}`}>
                  {name}
                </option>
              ))}
              {tags.own.map((tag) => (
                <option key={tag} value={tag}>
                  {tag}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="icon-button"
              aria-label={t('rule.delete')}
              onClick={() => change({ rules: tags.rules.toSpliced(at, 1) })}
            >
              <Icon name="trash" size={15} />
            </button>
            <FieldNote id={noteId(`/tags/rules/${at}`)} error={faultAt(`/tags/rules/${at}`)} />
          </div>
        ))}
        <div>
          <button
            type="button"
            class="button"
            data-foyer="rule-add"
            disabled={tags.system.length + tags.own.length === 0}
            onClick={() =>
              change({
                rules: [
                  ...tags.rules,
                  {
                    when: 'message',
                    value: '',
                    tag: tags.system[0] === undefined ? (tags.own[0] ?? '') : `sys:${tags.system[0].id}`,
                  },
                ],
              })
            }
          >
            <Icon name="plus" size={15} />
            {t('rule.add')}
          </button>
        </div>
      </FieldGroup>
    </div>
  )
}

const noteId = (line: string) => `note${line.replaceAll('/', '-')}`

const colors = ['#3b82f6', '#10b981', '#f59e0b', '#ef4444', '#8b5cf6', '#ec4899', '#14b8a6', '#64748b']

/** Its id never changes; its name may. */
function freshTag(held: SystemTag[]): SystemTag {
  let number = held.length + 1
  while (held.some(({ id }) => id === `tag-${number}`)) number++
  return { id: `tag-${number}`, name: '', color: colors[held.length % colors.length]! }
}
