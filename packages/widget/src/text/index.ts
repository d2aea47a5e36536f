/** Text of visitors and agents, safe to show: shared by the widget and the console. */
export {
  cleanName,
  cleanText,
  isHonest,
  parseText as parse,
  readLink,
  type TextBlock as Block,
  type TextInline as Inline,
  type TextLink as Link,
  toPlain,
} from '@foyer/protocol'
export { formatClock, formatSize, isEmojiOnly } from './measure.ts'
export { RichText } from './rich-text.tsx'
