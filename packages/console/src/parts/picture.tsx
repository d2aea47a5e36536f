/** A picture of the thread, large. */
import { cleanName } from '@foyer/widget/text'
import { t } from '../locale.ts'
import { shownPicture } from './body.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'

export function Picture() {
  const file = shownPicture.value
  if (file === null) return null
  const name = cleanName(file.name)
  const close = () => {
    shownPicture.value = null
  }
  return (
    <Dialog title={name} className="picture" hook="picture-large" onClose={close}>
      <img src={file.url} alt={name} />
      <div class="dialog-ends">
        <a class="button" href={file.url} download={name} target="_blank" rel="noopener">
          <Icon name="download" size={15} />
          {t('file.download')}
        </a>
        <button type="button" class="button" onClick={close}>
          {t('close.dialog')}
        </button>
      </div>
    </Dialog>
  )
}
