/** The departments of the site as a tree (RT-12): who is in one sees its colleagues there and below. */
import type { Department } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { indented, withBelow } from '../../models/department-tree.ts'
import { slugOf } from '../../models/site-id.ts'
import { SaveBar } from '../assistant/save-bar.tsx'
import { Nothing, Waiting } from '../assistant/states.tsx'
import { FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { useSiteDraft } from '../use-site-draft.ts'

export function Departments({ site }: { site: string }) {
  const draft = useSiteDraft(site)
  const settings = draft.settings.value
  if (settings === null) return <Waiting />
  const { departments } = settings.people
  const set = (next: Department[]) => draft.set({ people: { departments: next } })
  const put = (id: string, change: Partial<Department>) =>
    set(departments.map((one) => (one.id === id ? { ...one, ...change } : one)))

  function add(parent: string | null) {
    const name = t('departments.newName', { n: departments.length + 1 })
    set([...departments, { id: freeId(name, departments), name, parent }])
  }

  /** What was below it moves up to where it was. */
  function remove({ id, parent }: Department) {
    set(
      departments.filter((one) => one.id !== id).map((one) => (one.parent === id ? { ...one, parent } : one)),
    )
  }

  const addFirst = (
    <button type="button" class="button primary" data-foyer="department-new" onClick={() => add(null)}>
      <Icon name="plus" size={15} />
      {t('departments.new')}
    </button>
  )
  return (
    <div class="people-main">
      {departments.length === 0 ? (
        <Nothing
          icon="people"
          title={t('departments.none')}
          text={t('departments.hint')}
          hook="departments-none"
        >
          {addFirst}
        </Nothing>
      ) : (
        <div class="people-body">
          <header class="people-tools">
            <p>{t('departments.hint')}</p>
            {addFirst}
          </header>
          <ul class="people-list" data-foyer="departments">
            {indented(departments).map(({ department, depth }) => {
              const index = departments.indexOf(department)
              const below = withBelow(department.id, departments)
              return (
                <li key={department.id} class="department" style={{ '--depth': depth }}>
                  <div class="department-fields">
                    <input
                      class="input"
                      aria-label={t('departments.name')}
                      value={department.name}
                      maxLength={60}
                      data-foyer="department-name"
                      onInput={(event) => put(department.id, { name: event.currentTarget.value })}
                    />
                    <select
                      class="input"
                      aria-label={t('departments.above', { name: department.name })}
                      value={department.parent ?? ''}
                      data-foyer="department-parent"
                      onChange={(event) => put(department.id, { parent: event.currentTarget.value || null })}
                    >
                      <option value="">{t('departments.top')}</option>
                      {departments
                        .filter(({ id }) => !below.has(id))
                        .map(({ id, name }) => (
                          <option key={id} value={id}>
                            {t('departments.below', { name })}
                          </option>
                        ))}
                    </select>
                    <button
                      type="button"
                      class="icon-button"
                      aria-label={t('departments.addBelow', { name: department.name })}
                      onClick={() => add(department.id)}
                    >
                      <Icon name="plus" size={16} />
                    </button>
                    <button
                      type="button"
                      class="icon-button"
                      aria-label={t('departments.remove', { name: department.name })}
                      data-foyer="department-remove"
                      onClick={() => remove(department)}
                    >
                      <Icon name="trash" size={16} />
                    </button>
                  </div>
                  <FieldNote error={draft.faultAt(`/people/departments/${index}`)} />
                </li>
              )
            })}
          </ul>
        </div>
      )}
      <SaveBar draft={draft} />
    </div>
  )
}

function freeId(name: string, departments: readonly Department[]): string {
  const base = slugOf(name).slice(0, 30) || 'department'
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!departments.some((one) => one.id === id)) return id
  }
}
