/** What was pasted (CV-10) waits over the field and can be looked at: it goes with the next message, or is put away. */
import { cleanName } from '@foyer/protocol'
import { Component, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './pasted.css?inline'

export { css }

const shown = new WeakSet<Model>()

export function show(m: Model): void {
  if (shown.has(m)) return
  shown.add(m)
  m.above.value = [...m.above.peek(), () => <Pasted key={Pasted} m={m} />]
}

function Pasted({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const { tag } = m.dress.value
  const files = m.pasted.value
  return files.length === 0 ? null : (
    <div part="pasted" role="status" aria-atomic="false">
      {files.map((file) => {
        const name = cleanName(file.name)
        return (
          <div key={file}>
            <Picture file={file} />
            <span>
              <b>
                <bdi>{name}</bdi>
              </b>
              <small>{rich().formatSize(file.size, tag)}</small>
            </span>
            <button
              type="button"
              class="round"
              aria-label={fill(t.putAway, { name })}
              onClick={({ currentTarget }) => {
                const footer = currentTarget.closest('footer')!
                m.pasted.value = m.pasted.peek().filter((one) => one !== file)
                // On a touch screen that would bring the keyboard.
                if (matchMedia('(hover: hover)').matches)
                  footer.querySelector<HTMLElement>('[part="input"]')!.focus()
              }}
            >
              <Icon path={icons.close} />
            </button>
          </div>
        )
      })}
    </div>
  )
}

class Picture extends Component<{ file: File }> {
  #address = /^image\/(?!svg)/.test(this.props.file.type) ? URL.createObjectURL(this.props.file) : null

  override componentWillUnmount(): void {
    if (this.#address) URL.revokeObjectURL(this.#address)
  }

  render(): VNode {
    return this.#address ? <img src={this.#address} alt="" /> : <Icon path={icons.attach} />
  }
}
