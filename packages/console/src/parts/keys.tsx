/** Keys as caps, in the signs of the machine at hand. */
import { type Deed, keysOf } from '../models/shortcuts.ts'

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function Keys({ does }: { does: Deed }) {
  return (
    <span class="keys">
      {keysOf(does, isApple).map((combination) => (
        <span key={combination.join()} class="keys-one">
          {combination.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
