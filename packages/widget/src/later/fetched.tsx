import { Component, type VNode } from 'preact'
import type { Piece } from '../panel/piece.ts'

interface FetchedProps<M extends { css: string }> {
  piece: Piece<M>
  /** Until it is there. */
  before: VNode
  draw(loaded: M): VNode
  onFail?(): void
}

/** Drawn again once the piece is there: what a message shows is else drawn only when the message has changed. */
export class Fetched<M extends { css: string }> extends Component<FetchedProps<M>> {
  #fetch = () => {
    const { piece, onFail } = this.props
    if (!piece.module.peek()) piece.load().then(() => this.forceUpdate(), onFail ?? (() => {}))
  }
  override componentDidMount = this.#fetch
  override componentDidUpdate = this.#fetch

  render({ piece, before, draw }: FetchedProps<M>): VNode {
    const loaded = piece.module.peek()
    return loaded ? draw(loaded) : before
  }
}
