/** The tree of a text as elements. Made of nodes only: no string ever becomes markup. */
import { parseText, type TextInline } from '@foyer/protocol'
import type { ComponentChildren, VNode } from 'preact'

/** Shows a text in the Markdown subset; each block finds its own direction. */
export function RichText({ text }: { text: string }): VNode {
  return (
    <>
      {parseText(text).map((block) => {
        if (block.kind === 'paragraph') return <p dir="auto">{renderInline(block.children)}</p>
        const items = block.items.map((item) => <li dir="auto">{renderInline(item)}</li>)
        return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
      })}
    </>
  )
}

const renderInline = (nodes: TextInline[]): ComponentChildren => nodes.map(renderNode)

function renderNode(node: TextInline): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return <br />
    case 'code':
      return <code dir="ltr">{node.text}</code>
    case 'strong':
      return <strong>{renderInline(node.children)}</strong>
    case 'em':
      return <em>{renderInline(node.children)}</em>
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          <bdi>{renderInline(node.children)}</bdi>
        </a>
      )
  }
}
