import { expect, it } from 'vitest'
import { fold } from './fold.ts'
import { segment } from './segment.ts'

it.each([
  ['en', 'Where is my order?', ['where', 'is', 'my', 'order']],
  ['ko', '비밀번호를 잊었어요', ['비밀번호를', '잊었어요']],
  ['zh', '我的订单在哪里？', ['我的', '订单', '在', '哪里']],
  ['ja', 'パスワードを忘れました', ['パスワード', 'を', '忘れ', 'ま', 'した']],
  ['th', 'ลืมรหัสผ่าน', ['ลืม', 'รหัส', 'ผ่าน']],
  ['zh', '添加 Jacob 到 播放 列表', ['添加', 'jacob', '到', '播放', '列表']],
  ['', 'two words', ['two', 'words']],
  ['not a tag!', '订单', ['订单']],
  ['en', '', []],
])('[AS-17] words in %s: %s', (lang, text, words) => {
  expect(segment(fold(text), lang)).toEqual(words)
})

it('[AS-17] blanks between letters of a script without blanks change nothing', () => {
  expect(segment(fold('添加到 播放 列表 中'), 'zh')).toEqual(segment(fold('添加到播放列表中'), 'zh'))
})
