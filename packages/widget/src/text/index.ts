/** Text of visitors and agents, safe to show: shared by the widget and the console. */
export { cleanName, cleanText } from './clean.ts'
export { isHonest, type Link, readLink } from './links.ts'
export { formatSize, isEmojiOnly } from './measure.ts'
export { type Block, type Inline, parse, toPlain } from './parse.ts'
export { RichText } from './rich-text.tsx'
