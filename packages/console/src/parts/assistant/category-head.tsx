/** The line above a category's entries, and what can be done with the category as a whole. */
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'

interface CategoryHeadProps {
  category: string
  count: number
  mayMove: boolean
  isFirst: boolean
  isLast: boolean
  onMove: (by: 1 | -1) => void
  onRename: (name: string) => void
}

export function CategoryHead(props: CategoryHeadProps) {
  const { category, count, mayMove, isFirst, isLast, onMove, onRename } = props
  const isNaming = useSignal(false)
  const name = category || t('faq.noCategory')
  return (
    <div class="category-head" data-category={category}>
      <h2>
        <bdi>{name}</bdi>
        <span aria-hidden="true">{count}</span>
      </h2>
      {mayMove && (
        <Menu
          label={t('category.menu', { name })}
          hook="category-menu"
          button={<Icon name="more" size={16} />}
        >
          <MenuItem
            hook="category-rename"
            onChoose={() => {
              isNaming.value = true
            }}
          >
            <Icon name="edit" size={16} />
            {t(category === '' ? 'category.name' : 'category.rename')}
          </MenuItem>
          {!isFirst && (
            <MenuItem hook="category-up" onChoose={() => onMove(-1)}>
              <Icon name="up" size={16} />
              {t('category.up')}
            </MenuItem>
          )}
          {!isLast && (
            <MenuItem hook="category-down" onChoose={() => onMove(1)}>
              <Icon name="down" size={16} />
              {t('category.down')}
            </MenuItem>
          )}
        </Menu>
      )}
      {isNaming.value && (
        <Rename
          category={category}
          onDone={(renamed) => {
            isNaming.value = false
            if (renamed !== null && renamed !== category) onRename(renamed)
          }}
        />
      )}
    </div>
  )
}

function Rename({ category, onDone }: { category: string; onDone: (name: string | null) => void }) {
  const name = useSignal(category)
  return (
    <Dialog title={t('category.rename')} hook="category-dialog" onClose={() => onDone(null)}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          onDone(name.value.trim())
        }}
      >
        <Field
          label={t('faq.category')}
          hasFocus
          maxLength={80}
          hint={t('category.hint')}
          value={name.value}
          onInput={(value) => {
            name.value = value
          }}
        />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={() => onDone(null)}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary">
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
