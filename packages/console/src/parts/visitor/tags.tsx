/** Tags of the visitor and of the conversation (IN-5): taken off and put on here; own ones are made by typing. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { tagsOf } from '../conversation-row.tsx'
import { Icon } from '../icon.tsx'
import { TagChip, useTagFace } from '../tag-chip.tsx'
import { errorText } from '../words.ts'
import type { GroupProps } from './group-props.ts'

export function Tags({ visitor, head, keep }: GroupProps) {
  const { http, notices } = useConsole()
  const { client } = useDesk()

  async function change(of: 'visitor' | 'conversation', add: string[], remove: string[]) {
    const target = of === 'visitor' || head === null ? { visitor: visitor.id } : { conversation: head.id }
    const { error } = await client.changeTags(target, add, remove)
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    if (of === 'conversation') return
    const answer = await http.visitors.read(visitor.id)
    if (answer.ok) keep(answer.value)
  }

  return (
    <>
      <TagLine
        label={t('tags.ofVisitor')}
        site={visitor.site}
        tags={visitor.tags ?? []}
        hook="visitor-tags"
        onChange={(add, remove) => void change('visitor', add, remove)}
      />
      {head !== null && (
        <TagLine
          label={t('tags.ofConversation')}
          site={visitor.site}
          tags={tagsOf(head.labels ?? [])}
          hook="conversation-tags"
          onChange={(add, remove) => void change('conversation', add, remove)}
        />
      )}
    </>
  )
}

interface TagLineProps {
  label: string
  site: string
  tags: string[]
  hook: string
  onChange: (add: string[], remove: string[]) => void
}

function TagLine({ label, site, tags, hook, onChange }: TagLineProps) {
  const { sites } = useConsole()
  const face = useTagFace(site)
  const isAdding = useSignal(false)
  const list = useId()
  const held = sites.of(site).value
  const offered = held.state === 'ready' ? held.value.settings.tags : null
  const system = (offered?.system ?? []).filter(({ id }) => !tags.includes(`sys:${id}`))

  function add(typed: string) {
    const name = typed.trim()
    isAdding.value = false
    if (name === '') return
    // A system tag's name means that tag.
    const meant = system.find((tag) => tag.name.toLowerCase() === name.toLowerCase())
    onChange([meant === undefined ? name : `sys:${meant.id}`], [])
  }

  return (
    <div class="tag-line" data-foyer={hook}>
      <span class="tag-line-name">{label}</span>
      <span class="tags">
        {tags.map((tag) => (
          <TagChip key={tag} site={site} tag={tag}>
            <button
              type="button"
              class="tag-off"
              aria-label={t('tags.remove', { tag: face(tag).name })}
              onClick={() => onChange([], [tag])}
            >
              <Icon name="close" size={11} />
            </button>
          </TagChip>
        ))}
        {isAdding.value ? (
          <form
            class="tag-form"
            onSubmit={(event) => {
              event.preventDefault()
              add(String(new FormData(event.currentTarget).get('tag') ?? ''))
            }}
          >
            <input
              class="input"
              name="tag"
              ref={(input) => input?.focus()}
              list={list}
              maxLength={40}
              autocomplete="off"
              aria-label={t('tags.add')}
              data-foyer={`${hook}-input`}
              onBlur={(event) => add(event.currentTarget.value)}
              onKeyDown={(event) => {
                event.stopPropagation()
                if (event.key === 'Escape') isAdding.value = false
              }}
            />
            <datalist id={list}>
              {system.map(({ id, name }) => (
                <option key={id} value={name} />
              ))}
              {(offered?.own ?? [])
                .filter((tag) => !tags.includes(tag))
                .map((tag) => (
                  <option key={tag} value={tag} />
                ))}
            </datalist>
          </form>
        ) : (
          <button
            type="button"
            class="tag-add"
            aria-label={t('tags.add')}
            data-foyer={`${hook}-add`}
            onClick={() => {
              isAdding.value = true
            }}
          >
            <Icon name="plus" size={13} />
          </button>
        )}
      </span>
    </div>
  )
}
